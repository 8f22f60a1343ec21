/**
 * Carries out attempts on this host: chooses what runs an action and bounds how many run at once.
 */
@NullMarked
package dev.heddle.worker;

import org.jspecify.annotations.NullMarked;
