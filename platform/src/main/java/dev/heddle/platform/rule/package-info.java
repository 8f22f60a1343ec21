/** Rules: conditions over events, with the reason for each verdict, and what they start. */
@org.jspecify.annotations.NullMarked
package dev.heddle.platform.rule;
