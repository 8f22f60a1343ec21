/** Tests. */
@NullMarked
package dev.heddle.platform.rule;

import org.jspecify.annotations.NullMarked;
