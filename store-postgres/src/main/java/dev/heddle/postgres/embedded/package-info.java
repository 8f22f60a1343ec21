/** A real PostgreSQL server that comes along with the program and is shared by its processes. */
@NullMarked
package dev.heddle.postgres.embedded;

import org.jspecify.annotations.NullMarked;
