/** The flow dialect: YAML tasks with transitions (S1). */
@NullMarked
package dev.heddle.dialects.flow;

import org.jspecify.annotations.NullMarked;
