/** What is typed on the command line and which files it names. */
@NullMarked
package dev.heddle.cli.input;

import org.jspecify.annotations.NullMarked;
