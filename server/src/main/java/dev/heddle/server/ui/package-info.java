/** Serves the files of the user interface. */
@NullMarked
package dev.heddle.server.ui;

import org.jspecify.annotations.NullMarked;
