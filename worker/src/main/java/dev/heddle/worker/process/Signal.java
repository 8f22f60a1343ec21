package dev.heddle.worker.process;

/** The signals that end a program, with their POSIX numbers. */
enum Signal {
  INTERRUPT(2),
  KILL(9),
  TERMINATE(15);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
