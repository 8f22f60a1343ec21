/** The place a person reads and types: widths, colours, redrawing in place. */
@NullMarked
package dev.heddle.cli.terminal;

import org.jspecify.annotations.NullMarked;
