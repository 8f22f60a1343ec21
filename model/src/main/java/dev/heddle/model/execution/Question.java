package dev.heddle.model.execution;

import dev.heddle.values.MapValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a task asks through the API while it runs (S1-110).
 *
 * @param purpose tells the questions of a task apart: the same one is asked once
 * @param schema JSON Schema of the answer; an empty map accepts any object
 * @param assignedTo whose answer counts; null for anyone's
 * @param forbidSelf whether who started the execution may not answer
 * @param timeout how long there is to answer; null for as long as it takes
 */
public record Question(
    String purpose,
    String prompt,
    MapValue schema,
    @Nullable String assignedTo,
    boolean forbidSelf,
    @Nullable Duration timeout) {}
