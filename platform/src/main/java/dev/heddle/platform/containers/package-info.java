/** Workflows of the steps dialect as their own API shows them (5.5). */
@NullMarked
package dev.heddle.platform.containers;

import org.jspecify.annotations.NullMarked;
