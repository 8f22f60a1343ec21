/** Tests of the script dialect. */
@NullMarked
package dev.heddle.dialects.script;

import org.jspecify.annotations.NullMarked;
