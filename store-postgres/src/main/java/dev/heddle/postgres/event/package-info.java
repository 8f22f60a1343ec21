/** Rows of events, enforcements, rules and timers. */
@org.jspecify.annotations.NullMarked
package dev.heddle.postgres.event;
