package dev.heddle.expressions;

import org.jspecify.annotations.Nullable;

/** One argument of a call as written; {@code name} is Java null for a positional one. */
record Argument(@Nullable String name, Node value) {}
