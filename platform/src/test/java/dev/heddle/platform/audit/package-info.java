/** The audit log: tests, and a store in memory. */
@NullMarked
package dev.heddle.platform.audit;

import org.jspecify.annotations.NullMarked;
