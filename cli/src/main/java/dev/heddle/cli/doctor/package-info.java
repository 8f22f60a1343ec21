/** Checks of an installation: what was found, and what to do about it. */
@NullMarked
package dev.heddle.cli.doctor;

import org.jspecify.annotations.NullMarked;
