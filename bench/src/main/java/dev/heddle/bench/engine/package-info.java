/** Load programs that run the whole engine on a real database. */
@NullMarked
package dev.heddle.bench.engine;

import org.jspecify.annotations.NullMarked;
