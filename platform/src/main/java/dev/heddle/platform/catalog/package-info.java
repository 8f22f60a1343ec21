/** What can run and what it sees: stored definitions, packs and workflows. */
@NullMarked
package dev.heddle.platform.catalog;

import org.jspecify.annotations.NullMarked;
