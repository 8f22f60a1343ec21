/** Tests. */
@NullMarked
package dev.heddle.postgres.event;

import org.jspecify.annotations.NullMarked;
