/** Definitions, packs and workflows in PostgreSQL. */
@NullMarked
package dev.heddle.postgres.catalog;

import org.jspecify.annotations.NullMarked;
