/** Sensors: processes of packs that Heddle keeps running and whose events it takes in. */
@org.jspecify.annotations.NullMarked
package dev.heddle.platform.sensor;
