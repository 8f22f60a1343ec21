/** The protocol of worker streams, byte by byte. */
@NullMarked
package dev.heddle.dispatch.wire;

import org.jspecify.annotations.NullMarked;
