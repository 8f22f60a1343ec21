package dev.heddle.engine.loop;

import dev.heddle.engine.Engine.ChangeListener;
import dev.heddle.engine.Engine.Subscription;
import dev.heddle.engine.port.Changes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to hear what has become durable. */
final class Watchers {

  private static final Logger LOG = System.getLogger(Watchers.class.getName());

  private final List<ChangeListener> ofAll = new CopyOnWriteArrayList<>();
  private final List<ChangeListener> ofEnds = new CopyOnWriteArrayList<>();

  Subscription add(ChangeListener listener) {
    ofAll.add(listener);
    return () -> ofAll.remove(listener);
  }

  Subscription addForEnds(ChangeListener listener) {
    ofEnds.add(listener);
    return () -> ofEnds.remove(listener);
  }

  void tell(List<Changes> changes) {
    for (Changes change : changes) {
      ofAll.forEach(listener -> tell(listener, change));
      if (change.execution() != null && change.execution().status().isTerminal()) {
        ofEnds.forEach(listener -> tell(listener, change));
      }
    }
  }

  /** A listener's mistake is its own: the engine goes on. */
  private static void tell(ChangeListener listener, Changes change) {
    try {
      listener.changed(change.id());
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "A listener failed on execution " + change.id(), failed);
    }
  }
}
