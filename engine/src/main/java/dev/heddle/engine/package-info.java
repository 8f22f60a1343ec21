/** The durable engine: commands in, replies and effects out, everything committed in between. */
@NullMarked
package dev.heddle.engine;

import org.jspecify.annotations.NullMarked;
