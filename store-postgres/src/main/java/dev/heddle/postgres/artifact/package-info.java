/** Artifacts and their versions in PostgreSQL. */
@NullMarked
package dev.heddle.postgres.artifact;

import org.jspecify.annotations.NullMarked;
