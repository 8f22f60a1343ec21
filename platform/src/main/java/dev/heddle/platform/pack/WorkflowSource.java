package dev.heddle.platform.pack;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow is compiled from.
 *
 * @param head the action file of the two-file layout (S1-003), null for one file
 */
public record WorkflowSource(SourceText text, @Nullable SourceText head) {

  public static WorkflowSource of(SourceText text) {
    return new WorkflowSource(text, null);
  }

  /** Compiles it, whatever its dialect. */
  public Compilation compile() {
    return head == null ? Dialects.compile(text) : FlowDialect.compile(head, text);
  }

  /** Compiles it again as the dialect it is known to be of. */
  public Compilation compile(Dialect dialect) {
    return head == null ? Dialects.compile(text, dialect) : FlowDialect.compile(head, text);
  }
}
