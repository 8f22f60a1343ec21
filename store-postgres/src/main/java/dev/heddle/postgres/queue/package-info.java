/** Work queues and their items as rows. */
@NullMarked
package dev.heddle.postgres.queue;

import org.jspecify.annotations.NullMarked;
