/** What the server counts. */
@NullMarked
package dev.heddle.server.metrics;

import org.jspecify.annotations.NullMarked;
