/** Fleets driven by hand: no sockets, no threads, a clock that stands still. */
@NullMarked
package dev.heddle.dispatch;

import org.jspecify.annotations.NullMarked;
