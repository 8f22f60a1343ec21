package dev.heddle.platform.catalog;

import dev.heddle.model.Workflow;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.MapValue;
import java.time.Instant;

/**
 * A stored definition: what an execution refers to (S1-119).
 *
 * @param bundle the set of packs it sees, or {@link CatalogStore#LIVE}
 * @param document as JSON (S1-118)
 * @param draft whether it was only tried and is no version of its workflow
 */
public record Definition(
    long id,
    long bundle,
    WorkflowSource source,
    Workflow workflow,
    MapValue document,
    Instant createdAt,
    boolean draft) {}
