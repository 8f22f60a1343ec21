/** Asks a person the fields of an inquiry. */
@NullMarked
package dev.heddle.cli.ask;

import org.jspecify.annotations.NullMarked;
