/** What is decided about requests, without a socket. */
@NullMarked
package dev.heddle.server.http;

import org.jspecify.annotations.NullMarked;
