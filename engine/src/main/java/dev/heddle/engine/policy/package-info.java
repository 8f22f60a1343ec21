/** Who may begin: rules on claims under policies, and tells the engine. */
@NullMarked
package dev.heddle.engine.policy;

import org.jspecify.annotations.NullMarked;
