/** Sends HTTP requests for actions, to allowed destinations only. */
@NullMarked
package dev.heddle.worker.http;

import org.jspecify.annotations.NullMarked;
