package dev.heddle.cli.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Something that is being opened meanwhile, and closed in any case. */
final class OpenedLater<T extends AutoCloseable> implements AutoCloseable {

  private final CompletableFuture<T> opening;

  OpenedLater(CompletableFuture<T> opening) {
    this.opening = opening;
  }

  /** Waits until it is open. */
  T get() {
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    opening
        .handle((opened, _) -> opened)
        .thenAccept(opened -> {
          if (opened != null) {
            close(opened);
          }
        })
        .join();
  }

  private static void close(AutoCloseable opened) {
    try {
      opened.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("could not close", e);
    }
  }
}
