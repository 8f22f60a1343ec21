/** What this process and its database count for Prometheus (U-12). */
@NullMarked
package dev.heddle.server.metrics;

import org.jspecify.annotations.NullMarked;
