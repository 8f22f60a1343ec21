/** What operators look after: what waits, who works, what is stuck, what is old enough to go. */
@NullMarked
package dev.heddle.platform.operations;

import org.jspecify.annotations.NullMarked;
