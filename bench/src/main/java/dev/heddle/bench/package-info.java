/** Benchmarks: what the hot path costs, measured. */
@NullMarked
package dev.heddle.bench;

import org.jspecify.annotations.NullMarked;
