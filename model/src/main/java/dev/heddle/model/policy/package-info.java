/** What limits how much of something runs at once or in a time. */
@NullMarked
package dev.heddle.model.policy;

import org.jspecify.annotations.NullMarked;
