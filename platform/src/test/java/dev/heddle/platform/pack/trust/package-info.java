/** Tests of which packs may come in. */
@NullMarked
package dev.heddle.platform.pack.trust;

import org.jspecify.annotations.NullMarked;
