/** Tests. */
@NullMarked
package dev.heddle.platform.executions;

import org.jspecify.annotations.NullMarked;
