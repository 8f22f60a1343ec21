/** What tests and simulations put in the place of the world: stores, runners, clocks. */
@NullMarked
package dev.heddle.testkit;

import org.jspecify.annotations.NullMarked;
