/** Identities, permission sets, tokens: tests, and stores in memory. */
@NullMarked
package dev.heddle.platform.access;

import org.jspecify.annotations.NullMarked;
