package dev.heddle.model;

import dev.heddle.expressions.ValueTemplate;

/** One variable that a finished node writes (S1-059). */
public record Publication(String variable, ValueTemplate value, SourceSpan span) {}
