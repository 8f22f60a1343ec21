/** JSON values that remember which of them are secret, and their text form. */
@NullMarked
package dev.heddle.values;

import org.jspecify.annotations.NullMarked;
