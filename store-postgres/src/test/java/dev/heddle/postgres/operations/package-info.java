/** Retention and counts on a real database. */
@NullMarked
package dev.heddle.postgres.operations;

import org.jspecify.annotations.NullMarked;
