@NullMarked
package dev.heddle.dialects.steps;

import org.jspecify.annotations.NullMarked;
