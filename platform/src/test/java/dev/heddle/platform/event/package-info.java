/** Tests. */
@NullMarked
package dev.heddle.platform.event;

import org.jspecify.annotations.NullMarked;
