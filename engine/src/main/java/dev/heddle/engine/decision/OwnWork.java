package dev.heddle.engine.decision;

import dev.heddle.model.Node;
import dev.heddle.model.Parameters;
import dev.heddle.model.Work;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import java.util.Optional;

/** Work that a node brings with it instead of calling it by a ref, as the action runners know. */
final class OwnWork {

  private OwnWork() {}

  static Action action(Node node, Work.Script script) {
    Executor executor =
        new Executor.Script(script.language(), node.span(), script.body(), script.dependencies());
    return new Action(
        "script." + script.language(),
        node.name(),
        "",
        true,
        Parameters.ANY,
        executor,
        Optional.empty());
  }
}
