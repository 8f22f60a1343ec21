/** Tests. */
@NullMarked
package dev.heddle.platform.sensor;

import org.jspecify.annotations.NullMarked;
