/** Source texts and what there is to say about them. */
@NullMarked
package dev.heddle.dialects.source;

import org.jspecify.annotations.NullMarked;
