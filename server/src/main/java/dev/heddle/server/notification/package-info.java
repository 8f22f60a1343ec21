/** What happens, told over WebSocket, and who is told by requests. */
@NullMarked
package dev.heddle.server.notification;

import org.jspecify.annotations.NullMarked;
