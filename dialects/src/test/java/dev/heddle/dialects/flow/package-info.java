/** Tests of the flow dialect. */
@NullMarked
package dev.heddle.dialects.flow;

import org.jspecify.annotations.NullMarked;
