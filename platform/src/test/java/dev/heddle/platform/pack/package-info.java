/** Tests. */
@NullMarked
package dev.heddle.platform.pack;

import org.jspecify.annotations.NullMarked;
