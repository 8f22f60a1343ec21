/** Keys in PostgreSQL. */
@NullMarked
package dev.heddle.postgres.keys;

import org.jspecify.annotations.NullMarked;
