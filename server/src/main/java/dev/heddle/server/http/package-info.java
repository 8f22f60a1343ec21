/** HTTP without the resources: routes, limits, what comes in, what goes out. */
@NullMarked
package dev.heddle.server.http;

import org.jspecify.annotations.NullMarked;
