/** Identities, permission sets, tokens and the audit log as rows. */
@NullMarked
package dev.heddle.postgres.access;

import org.jspecify.annotations.NullMarked;
