/** Runs programs on this host in process groups of their own. */
@NullMarked
package dev.heddle.worker.process;

import org.jspecify.annotations.NullMarked;
