/** Notifications, subscriptions and their outbox as rows. */
@NullMarked
package dev.heddle.postgres.notification;

import org.jspecify.annotations.NullMarked;
