/** One class for each kind of thing the API shows: calls a service and renders its answer. */
@NullMarked
package dev.heddle.server.resource;

import org.jspecify.annotations.NullMarked;
