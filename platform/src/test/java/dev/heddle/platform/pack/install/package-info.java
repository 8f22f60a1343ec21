/** Tests of bringing packs here. */
@NullMarked
package dev.heddle.platform.pack.install;

import org.jspecify.annotations.NullMarked;
