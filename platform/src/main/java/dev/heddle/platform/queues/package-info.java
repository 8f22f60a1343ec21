/** Work queues: items that wait to be dispatched to executions (S1-163 … S1-165). */
@NullMarked
package dev.heddle.platform.queues;

import org.jspecify.annotations.NullMarked;
