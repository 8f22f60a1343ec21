/** Policies, and the claims that wait or hold slots under them, as rows. */
@NullMarked
package dev.heddle.postgres.policy;

import org.jspecify.annotations.NullMarked;
