/**
 * What happens next in one execution: pure decisions without clock, database, thread or randomness
 * (design 2.1). State changes only by the rows a decision writes, so that loading the rows gives
 * the state back.
 */
@NullMarked
package dev.heddle.engine.decision;

import org.jspecify.annotations.NullMarked;
