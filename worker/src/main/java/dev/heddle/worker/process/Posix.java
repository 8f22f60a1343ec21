package dev.heddle.worker.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/**
 * kill(2). Java can signal single processes only, and starting a program for every signal would
 * cost as much as the attempt itself: after each one its group is ended, in case it left something.
 */
@SuppressWarnings("restricted") // the reason for --enable-native-access
final class Posix {

  private static final MethodHandle KILL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Posix() {}

  /** Links the call; later calls are quick. */
  static void prepare() {
    Objects.requireNonNull(KILL);
  }

  /** Whether the process was there to be signalled. */
  static boolean signal(long pid, Signal signal) {
    return kill(Math.toIntExact(pid), signal.number());
  }

  /** Whether there was a process in the group. */
  static boolean signalGroup(long group, Signal signal) {
    return kill(-Math.toIntExact(group), signal.number());
  }

  private static boolean kill(int target, int signal) {
    if (target == 0 || target == -1 || target == 1) {
      throw new IllegalArgumentException("refusing to signal " + target);
    }
    try {
      return (int) KILL.invokeExact(target, signal) == 0;
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new AssertionError("kill(2) throws nothing", impossible);
    }
  }
}
