/** Tests of recognising dialects. */
@NullMarked
package dev.heddle.dialects;

import org.jspecify.annotations.NullMarked;
