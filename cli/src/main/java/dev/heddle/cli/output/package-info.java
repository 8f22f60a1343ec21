/** Values and tables as text for people and for programs. */
@NullMarked
package dev.heddle.cli.output;

import org.jspecify.annotations.NullMarked;
