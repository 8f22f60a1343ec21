/** What a workflow or an action expects to be given (S1-005). */
@NullMarked
package dev.heddle.dialects.schema;

import org.jspecify.annotations.NullMarked;
