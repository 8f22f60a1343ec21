/** Queues of RabbitMQ, over AMQP 0-9-1. */
@NullMarked
package dev.heddle.rabbitmq;

import org.jspecify.annotations.NullMarked;
