/** What an execution looks like in a terminal: pictures in, lines out. */
@NullMarked
package dev.heddle.cli.view;

import org.jspecify.annotations.NullMarked;
