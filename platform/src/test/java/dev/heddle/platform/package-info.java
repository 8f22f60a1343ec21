/** Tests. */
@NullMarked
package dev.heddle.platform;

import org.jspecify.annotations.NullMarked;
