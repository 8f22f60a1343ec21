package dev.heddle.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Requests that come at a steady rate, however long the answers take. */
final class Paced {

  private static final int CALLERS = 16;

  private Paced() {}

  /** Sends so many of the same and returns what was answered, in no order. */
  static List<String> send(HttpCaller.Request request, int calls, int perSecond) throws Exception {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begin = System.nanoTime();
      List<Future<List<String>>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            threads.submit(() -> {
              List<String> answers = new ArrayList<>();
              try (HttpCaller caller = new HttpCaller(request)) {
                for (int n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                  awaitNanos(begin + n * 1_000_000_000L / perSecond);
                  answers.add(caller.call());
                }
              }
              return answers;
            }));
      }
      List<String> answers = new ArrayList<>();
      for (Future<List<String>> caller : callers) {
        answers.addAll(caller.get());
      }
      return answers;
    }
  }

  private static void awaitNanos(long at) {
    for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
