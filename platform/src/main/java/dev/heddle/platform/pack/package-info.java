/** Packs as directories: what they hold, and everything wrong in them. */
@NullMarked
package dev.heddle.platform.pack;

import org.jspecify.annotations.NullMarked;
