/** Tests. */
@NullMarked
package dev.heddle.platform.keys;

import org.jspecify.annotations.NullMarked;
