/** Tests of artifacts with versions, and what every store of them does. */
@NullMarked
package dev.heddle.platform.artifacts.versioned;

import org.jspecify.annotations.NullMarked;
