/** What can happen: trigger types, those that come with Heddle, and sensors. */
@org.jspecify.annotations.NullMarked
package dev.heddle.platform.trigger;
