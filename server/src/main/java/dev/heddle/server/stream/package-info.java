/** Following an execution while it goes on (S1-175). */
@NullMarked
package dev.heddle.server.stream;

import org.jspecify.annotations.NullMarked;
