/** The actions that come with Heddle (S1-015). */
@NullMarked
package dev.heddle.worker.core;

import org.jspecify.annotations.NullMarked;
