/**
 * Shares attempts out among the workers of a server: who may take what, leases, what becomes of
 * attempts whose worker is away (design 2.6).
 */
@NullMarked
package dev.heddle.dispatch;

import org.jspecify.annotations.NullMarked;
