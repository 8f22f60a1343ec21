/** Script files as uploads that start at once, the way their authors see them (4.7). */
@NullMarked
package dev.heddle.platform.scripts;

import org.jspecify.annotations.NullMarked;
