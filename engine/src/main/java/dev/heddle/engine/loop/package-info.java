/**
 * Drives executions: lanes that decide, commit in groups and release effects; leases on partitions;
 * recovery (design 2.2 … 2.5).
 */
@NullMarked
package dev.heddle.engine.loop;

import org.jspecify.annotations.NullMarked;
