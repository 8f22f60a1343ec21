/** Questions to people and their answers. */
@NullMarked
package dev.heddle.platform.inquiries;

import org.jspecify.annotations.NullMarked;
