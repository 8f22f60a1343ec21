/** What the engine expects of its stores, as tests that every implementation runs. */
@NullMarked
package dev.heddle.testkit.contract;

import org.jspecify.annotations.NullMarked;
