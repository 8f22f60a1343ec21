/** The expression and template language: parsed once, checked, evaluated over JSON values only. */
@NullMarked
package dev.heddle.expressions;

import org.jspecify.annotations.NullMarked;
