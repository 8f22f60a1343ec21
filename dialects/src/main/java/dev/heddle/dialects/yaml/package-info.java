/** YAML read safely, every node with its place. */
@NullMarked
package dev.heddle.dialects.yaml;

import org.jspecify.annotations.NullMarked;
