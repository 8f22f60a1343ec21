/** Events and what rules make of them: intake, enforcements, timers, explanation and replay. */
@org.jspecify.annotations.NullMarked
package dev.heddle.platform.event;
