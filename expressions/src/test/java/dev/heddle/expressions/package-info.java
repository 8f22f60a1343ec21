/** Tests of the expression and template language. */
@NullMarked
package dev.heddle.expressions;

import org.jspecify.annotations.NullMarked;
