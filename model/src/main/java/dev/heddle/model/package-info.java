/**
 * What a workflow is: one immutable graph of nodes that every dialect compiles to (design section
 * 1, requirements 6.1).
 */
@NullMarked
package dev.heddle.model;

import org.jspecify.annotations.NullMarked;
