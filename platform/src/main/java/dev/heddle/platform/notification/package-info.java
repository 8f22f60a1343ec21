/** Tells what has happened to those who listen: over streams, and by requests to others. */
@NullMarked
package dev.heddle.platform.notification;

import org.jspecify.annotations.NullMarked;
