package dev.heddle.model;

import dev.heddle.expressions.Template;

/** One variable that a finished node writes (S1-059). */
public record Publication(String variable, Template value, SourceSpan span) {}
