/** Follows an execution to its end: reads it, shows it, asks for it, lets it be interrupted. */
@NullMarked
package dev.heddle.cli.follow;

import org.jspecify.annotations.NullMarked;
