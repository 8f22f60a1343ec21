/** Tests of scripts and their worker. */
@NullMarked
package dev.heddle.worker.script;

import org.jspecify.annotations.NullMarked;
