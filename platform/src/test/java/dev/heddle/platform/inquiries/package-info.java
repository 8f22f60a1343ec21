/** Tests. */
@NullMarked
package dev.heddle.platform.inquiries;

import org.jspecify.annotations.NullMarked;
