/** Bringing packs here from directories, archives and git, and removing them. */
@NullMarked
package dev.heddle.platform.pack.install;

import org.jspecify.annotations.NullMarked;
