/** Tests of the worker with real programs. */
@NullMarked
package dev.heddle.worker;

import org.jspecify.annotations.NullMarked;
