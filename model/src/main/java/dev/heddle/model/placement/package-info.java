/** Which workers may carry out an attempt (S1-169). */
@NullMarked
package dev.heddle.model.placement;

import org.jspecify.annotations.NullMarked;
