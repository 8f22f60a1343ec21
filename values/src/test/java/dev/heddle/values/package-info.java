/** Tests of JSON values and their text form. */
@NullMarked
package dev.heddle.values;

import org.jspecify.annotations.NullMarked;
