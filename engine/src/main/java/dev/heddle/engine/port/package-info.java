/** What the engine needs from the outside: a store, runners, a catalogue. */
@NullMarked
package dev.heddle.engine.port;

import org.jspecify.annotations.NullMarked;
