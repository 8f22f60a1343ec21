/** Runs steps: in containers of a Docker engine, or as processes of this host (S4). */
@NullMarked
package dev.heddle.worker.container;

import org.jspecify.annotations.NullMarked;
