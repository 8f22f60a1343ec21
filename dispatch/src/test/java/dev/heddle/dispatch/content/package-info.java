/** Files of packs for workers elsewhere. */
@NullMarked
package dev.heddle.dispatch.content;

import org.jspecify.annotations.NullMarked;
