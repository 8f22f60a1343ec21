/** Messages of brokers that become events. */
@NullMarked
package dev.heddle.platform.message;

import org.jspecify.annotations.NullMarked;
