package dev.heddle.engine.decision;

import dev.heddle.model.Node;
import dev.heddle.model.Parameters;
import dev.heddle.model.Work;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import java.util.Optional;

/** Work that a node brings with it instead of calling it by a ref, as the action runners know. */
final class OwnWork {

  /** All that varies from step to step is in the input. */
  static final Action CONTAINER =
      new Action(
          "core.container",
          "Container",
          "",
          true,
          Parameters.ANY,
          new Executor.Container(),
          Optional.empty());

  private OwnWork() {}

  /** Empty for work that is called, waits or asks. */
  static Optional<Action> action(Node node) {
    return switch (node.work()) {
      case Work.Script script -> Optional.of(action(node, script));
      case Work.Container() -> Optional.of(CONTAINER);
      case Work.Call _, Work.Op _, Work.Inquiry _, Work.Wait _, Work.Group _ -> Optional.empty();
    };
  }

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
