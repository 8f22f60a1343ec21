/** Hands items of work queues to executions, and settles them when those have ended (S1-164). */
@NullMarked
package dev.heddle.platform.queues.dispatch;

import org.jspecify.annotations.NullMarked;
