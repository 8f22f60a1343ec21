/** How the services around the engine answer. */
@NullMarked
package dev.heddle.platform;

import org.jspecify.annotations.NullMarked;
