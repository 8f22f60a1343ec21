/** Tests of positioned YAML. */
@NullMarked
package dev.heddle.dialects.yaml;

import org.jspecify.annotations.NullMarked;
