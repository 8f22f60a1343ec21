package dev.heddle.cli.follow;

import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. The JDK's only way to hear one and go on is sun.misc.Signal,
 * which javac warns about in a way nothing can suppress; so it is reached by its name.
 */
final class Signals {

  private Signals() {}

  /** Runs {@code reaction} on a signal such as {@code INT}; does nothing where there is none. */
  static void on(String name, Runnable reaction) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  reaction.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger(Signals.class.getName())
          .log(System.Logger.Level.DEBUG, "signal " + name + " is not heard", e);
    }
  }
}
