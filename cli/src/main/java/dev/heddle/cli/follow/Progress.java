package dev.heddle.cli.follow;

import dev.heddle.cli.view.RunPicture;
import java.time.Duration;
import java.time.Instant;

/** Shows how an execution goes. */
public interface Progress {

  /** How it stands; the same may be shown again, for time has passed. */
  void show(RunPicture picture, Instant now);

  /** Says something about it once. */
  void note(String line);

  /** Makes room for something else to be written. */
  void stepAside();

  /** How soon it wants to show something again, even if nothing happened. */
  Duration rhythm();

  /** For programs that read the output. */
  Progress NONE =
      new Progress() {
        @Override
        public void show(RunPicture picture, Instant now) {}

        @Override
        public void note(String line) {}

        @Override
        public void stepAside() {}

        @Override
        public Duration rhythm() {
          return Duration.ofMillis(500);
        }
      };
}
