/** The only SQL of the platform: opening the database, its schema, one class per aggregate. */
@NullMarked
package dev.heddle.postgres;

import org.jspecify.annotations.NullMarked;
