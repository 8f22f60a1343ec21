/** Starting, steering and looking at executions. */
@NullMarked
package dev.heddle.platform.executions;

import org.jspecify.annotations.NullMarked;
