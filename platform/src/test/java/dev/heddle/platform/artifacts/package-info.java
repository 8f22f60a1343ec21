/** Tests of stored objects and signed URLs. */
@NullMarked
package dev.heddle.platform.artifacts;

import org.jspecify.annotations.NullMarked;
