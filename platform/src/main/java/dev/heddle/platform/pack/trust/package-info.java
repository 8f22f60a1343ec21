/** Which packs may come in: signed by somebody who is trusted, and the ones that a lock names. */
@NullMarked
package dev.heddle.platform.pack.trust;

import org.jspecify.annotations.NullMarked;
