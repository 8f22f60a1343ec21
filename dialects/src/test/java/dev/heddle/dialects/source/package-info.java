/** Tests of source texts and messages. */
@NullMarked
package dev.heddle.dialects.source;

import org.jspecify.annotations.NullMarked;
