package dev.heddle.platform.pack;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.script.ScriptDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow is compiled from.
 *
 * @param head what else it is made from, null if nothing: for a flow the action file of the
 *     two-file layout (S1-003), for scripts what they depend on (S3-16)
 */
public record WorkflowSource(SourceText text, @Nullable SourceText head) {

  public static WorkflowSource of(SourceText text) {
    return new WorkflowSource(text, null);
  }

  /** The same with files of the names alone. */
  public WorkflowSource withoutDirectories() {
    return new WorkflowSource(nameAlone(text), head == null ? null : nameAlone(head));
  }

  private static SourceText nameAlone(SourceText file) {
    return new SourceText(file.name().substring(file.name().lastIndexOf('/') + 1), file.text());
  }

  /** Compiles it, whatever its dialect. */
  public Compilation compile() {
    if (head == null) {
      return Dialects.compile(text);
    }
    return compile(ScriptDialect.isScript(text) ? Dialect.SCRIPT : Dialect.FLOW);
  }

  /** Compiles it as the dialect it is known to be of. */
  public Compilation compile(Dialect dialect) {
    if (head == null) {
      return Dialects.compile(text, dialect);
    }
    return dialect == Dialect.SCRIPT
        ? ScriptDialect.compile(text, head)
        : FlowDialect.compile(head, text);
  }
}
