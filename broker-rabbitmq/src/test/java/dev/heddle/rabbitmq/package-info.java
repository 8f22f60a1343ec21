@org.jspecify.annotations.NullMarked
package dev.heddle.rabbitmq;
