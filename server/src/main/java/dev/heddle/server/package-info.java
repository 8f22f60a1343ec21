/** The HTTP server: its contract, its routes, starting and stopping it. */
@NullMarked
package dev.heddle.server;

import org.jspecify.annotations.NullMarked;
