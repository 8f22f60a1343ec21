/** What travels between a server and its workers, and its form in bytes. */
@NullMarked
package dev.heddle.dispatch.wire;

import org.jspecify.annotations.NullMarked;
