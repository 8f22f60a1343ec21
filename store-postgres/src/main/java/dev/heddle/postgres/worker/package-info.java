/** Workers and servers, as they know each other. */
@NullMarked
package dev.heddle.postgres.worker;

import org.jspecify.annotations.NullMarked;
