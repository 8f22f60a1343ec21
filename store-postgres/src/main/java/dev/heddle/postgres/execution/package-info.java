/** Executions, their leases, inbox and logs in PostgreSQL: one class per aggregate. */
@NullMarked
package dev.heddle.postgres.execution;

import org.jspecify.annotations.NullMarked;
