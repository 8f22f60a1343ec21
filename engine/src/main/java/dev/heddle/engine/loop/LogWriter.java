package dev.heddle.engine.loop;

import dev.heddle.engine.port.LogStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Stores log lines beside the lanes; a flood slows the printing attempt down, nothing else. */
final class LogWriter implements AutoCloseable {

  private static final Logger LOG = System.getLogger(LogWriter.class.getName());
  private static final int CAPACITY = 20_000;
  private static final int BATCH = 1_000;

  private final LogStore store;
  private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>(CAPACITY);
  private @Nullable Thread thread;

  private sealed interface Item {}

  private record Line(LogStore.Entry entry) implements Item {}

  private record End() implements Item {}

  LogWriter(LogStore store) {
    this.store = store;
  }

  void add(LogStore.Entry entry) {
    start();
    put(new Line(entry));
  }

  private void put(Item item) {
    try {
      queue.put(item);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("log-writer").start(this::run);
    }
  }

  private void run() {
    List<Item> items = new ArrayList<>();
    boolean open = true;
    try {
      while (open) {
        items.add(queue.take());
        queue.drainTo(items, BATCH);
        open = write(items);
        items.clear();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stores the lines up to the end, if that is among them; whether more may come. */
  private boolean write(List<Item> items) {
    List<LogStore.Entry> entries = new ArrayList<>(items.size());
    boolean open = true;
    for (Item item : items) {
      switch (item) {
        case Line(LogStore.Entry entry) -> entries.add(entry);
        case End() -> open = false;
      }
    }
    try {
      if (!entries.isEmpty()) {
        store.append(entries);
      }
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, entries.size() + " log lines could not be stored", failed);
    }
    return open;
  }

  @Override
  public void close() {
    Thread writer;
    synchronized (this) {
      writer = thread;
    }
    if (writer == null) {
      return;
    }
    put(new End());
    try {
      writer.join(2_000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
