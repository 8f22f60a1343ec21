/** Who calls: bearer tokens, browser sessions, identities, permission sets. */
@NullMarked
package dev.heddle.server.access;

import org.jspecify.annotations.NullMarked;
