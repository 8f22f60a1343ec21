/** The steps dialect: containers that depend on each other (S4). */
@NullMarked
package dev.heddle.dialects.steps;

import org.jspecify.annotations.NullMarked;
