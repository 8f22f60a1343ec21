/** Policies: how they are written, which one holds, and who waits under them. */
@NullMarked
package dev.heddle.platform.policies;

import org.jspecify.annotations.NullMarked;
