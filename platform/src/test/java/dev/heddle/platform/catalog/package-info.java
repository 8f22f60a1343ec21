/** Tests. */
@NullMarked
package dev.heddle.platform.catalog;

import org.jspecify.annotations.NullMarked;
