/** Tests of HTTP requests against a real server. */
@NullMarked
package dev.heddle.worker.http;

import org.jspecify.annotations.NullMarked;
