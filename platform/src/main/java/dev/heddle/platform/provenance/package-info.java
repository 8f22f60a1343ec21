/** Where executions come from. */
@NullMarked
package dev.heddle.platform.provenance;

import org.jspecify.annotations.NullMarked;
