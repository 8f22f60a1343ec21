/** Counts and checks across all executions, and the removal of old ones. */
@NullMarked
package dev.heddle.postgres.operations;

import org.jspecify.annotations.NullMarked;
