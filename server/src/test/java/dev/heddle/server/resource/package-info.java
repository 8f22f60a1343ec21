/** Tests of what routes share. */
@NullMarked
package dev.heddle.server.resource;

import org.jspecify.annotations.NullMarked;
