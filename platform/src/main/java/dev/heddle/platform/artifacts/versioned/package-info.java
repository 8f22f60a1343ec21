/** Files and progress records with versions, each with an owner (S1-170). */
@NullMarked
package dev.heddle.platform.artifacts.versioned;

import org.jspecify.annotations.NullMarked;
