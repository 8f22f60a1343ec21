/** Engines that are killed for good, on the real database. */
@NullMarked
package dev.heddle.postgres.chaos;

import org.jspecify.annotations.NullMarked;
