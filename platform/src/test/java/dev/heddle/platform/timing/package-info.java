/** Tests. */
@NullMarked
package dev.heddle.platform.timing;

import org.jspecify.annotations.NullMarked;
