/** Tests of what the process counts. */
@NullMarked
package dev.heddle.server.metrics;

import org.jspecify.annotations.NullMarked;
