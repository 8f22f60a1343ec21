/** A worker as a process of its own: streams to the servers, and the attempts it holds for them. */
@NullMarked
package dev.heddle.worker.remote;

import org.jspecify.annotations.NullMarked;
