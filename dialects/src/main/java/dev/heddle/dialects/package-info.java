/** Which dialect a file is written in, and its compilation. */
@NullMarked
package dev.heddle.dialects;

import org.jspecify.annotations.NullMarked;
