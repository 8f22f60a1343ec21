@org.jspecify.annotations.NullMarked
package dev.heddle.platform.queues;
