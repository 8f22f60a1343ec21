/** Tests of pictures. */
@NullMarked
package dev.heddle.dialects.diagram;

import org.jspecify.annotations.NullMarked;
