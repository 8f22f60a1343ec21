/** What every kind of work of a worker has in common. */
@NullMarked
package dev.heddle.worker.attempt;

import org.jspecify.annotations.NullMarked;
