/** Pictures of workflows: Mermaid text and SVG. */
@NullMarked
package dev.heddle.dialects.diagram;

import org.jspecify.annotations.NullMarked;
