/** When something is due: intervals, cron expressions, dates and recurrences; pure. */
@org.jspecify.annotations.NullMarked
package dev.heddle.platform.timing;
