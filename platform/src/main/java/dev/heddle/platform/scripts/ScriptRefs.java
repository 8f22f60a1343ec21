package dev.heddle.platform.scripts;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.catalog.UploadRefs;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds uploads by {@code script.} and their id; what was found once is answered from memory. */
public final class ScriptRefs implements UploadRefs {

  private static final String PREFIX = "script.";
  private static final int MOST_IN_MEMORY = 10_000;

  private final ExecutionQueries queries;
  private final Map<ExecutionId, Long> known = new ConcurrentHashMap<>();

  public ScriptRefs(ExecutionQueries queries) {
    this.queries = queries;
  }

  @Override
  public Optional<Long> find(String ref) {
    if (!ref.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return ExecutionId.parse(ref.substring(PREFIX.length())).flatMap(this::definition);
  }

  private Optional<Long> definition(ExecutionId id) {
    Long found = known.get(id);
    if (found != null) {
      return Optional.of(found);
    }
    Optional<Execution> execution =
        queries.execution(id).filter(each -> each.workflow().startsWith(PREFIX));
    execution.ifPresent(each -> keep(id, each.definition()));
    return execution.map(Execution::definition);
  }

  private void keep(ExecutionId id, long definition) {
    if (known.size() >= MOST_IN_MEMORY) {
      known.clear();
    }
    known.put(id, definition);
  }
}
