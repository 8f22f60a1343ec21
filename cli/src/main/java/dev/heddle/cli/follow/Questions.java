package dev.heddle.cli.follow;

import dev.heddle.cli.view.Snapshot;

/** What is done about the inquiries of an execution. */
public interface Questions {

  /** Whether there is a question to deal with now. */
  boolean areOpen(Snapshot snapshot);

  /** Deals with the open questions; they may stay unanswered. */
  void ask(Snapshot snapshot);
}
