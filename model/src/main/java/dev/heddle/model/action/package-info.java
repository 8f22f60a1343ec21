/** What an action of a pack is: its parameters and what runs it (S1-137). */
@NullMarked
package dev.heddle.model.action;

import org.jspecify.annotations.NullMarked;
