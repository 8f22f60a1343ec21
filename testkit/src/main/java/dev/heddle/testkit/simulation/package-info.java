/** Random flows under random faults, replayable from a seed: what the engine promises must hold. */
@NullMarked
package dev.heddle.testkit.simulation;

import org.jspecify.annotations.NullMarked;
