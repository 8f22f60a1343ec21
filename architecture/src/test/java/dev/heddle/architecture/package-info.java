/** Rules every module follows, checked on the class files of all of them. */
@NullMarked
package dev.heddle.architecture;

import org.jspecify.annotations.NullMarked;
