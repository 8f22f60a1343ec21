/** Brings database, stores, services, worker and engine together, explicitly. */
@NullMarked
package dev.heddle.cli.wiring;

import org.jspecify.annotations.NullMarked;
