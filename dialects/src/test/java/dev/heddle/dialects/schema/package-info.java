/** Tests of parameter declarations. */
@NullMarked
package dev.heddle.dialects.schema;

import org.jspecify.annotations.NullMarked;
