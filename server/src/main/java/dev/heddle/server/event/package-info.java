/** Events, rules, triggers and enforcements over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.heddle.server.event;
