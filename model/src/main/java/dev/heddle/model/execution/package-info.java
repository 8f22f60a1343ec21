/** What running a workflow leaves behind: executions, tasks, inquiries and their states. */
@NullMarked
package dev.heddle.model.execution;

import org.jspecify.annotations.NullMarked;
