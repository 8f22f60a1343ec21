package dev.heddle.worker.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.heddle.worker.process.Output;
import dev.heddle.worker.process.Utf8Pieces;
import dev.heddle.worker.redact.TextSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads what a container prints, as it prints it, until it has ended. */
final class Following {

  private static final int MOST_TRIES = 60;
  private static final long PAUSE_MILLIS = 500;

  private final DockerClient client;
  private final String container;
  private final List<TextSink> stdoutSinks;
  private final List<TextSink> stderrSinks;
  private final BooleanSupplier looksAgain;
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile @Nullable Frames current;

  /**
   * @param looksAgain whether the engine may end a log it is followed in before it has sent all
   */
  Following(DockerClient client, String container, Output output, BooleanSupplier looksAgain) {
    this.client = client;
    this.looksAgain = looksAgain;
    this.container = container;
    this.stdoutSinks = output.stdoutSinks();
    this.stderrSinks = output.stderrSinks();
  }

  /** Stops reading; the container goes on. */
  void leave() {
    left.countDown();
    Frames frames = current;
    if (frames != null) {
      frames.leave();
    }
  }

  /** The state of the container when it has ended, or when it was left. */
  ContainerState untilEnd() throws InterruptedException {
    long seen = 0;
    int tries = 0;
    try {
      while (true) {
        seen = Math.max(seen, read(seen, true));
        ContainerState state = state(tries);
        boolean isOver = state != null && !isRunning(state);
        if (isOver && looksAgain.getAsBoolean()) {
          read(seen, false);
        }
        if (left.getCount() == 0 || isOver) {
          return state == null ? lost() : state;
        }
        tries = state == null ? tries + 1 : 0;
        if (left.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return state == null ? lost() : state;
        }
      }
    } finally {
      stdoutSinks.forEach(TextSink::end);
      stderrSinks.forEach(TextSink::end);
    }
  }

  /** Reads what comes after so many bytes; how many there are in all. */
  private long read(long seen, boolean follows) throws InterruptedException {
    Frames frames = new Frames(seen);
    current = frames;
    try {
      client
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(follows)
          .exec(frames);
      if (left.getCount() == 0) {
        frames.leave();
      }
      frames.awaitCompletion();
    } catch (NotFoundException gone) {
      throw gone;
    } catch (RuntimeException lost) {
      // the connection was lost, perhaps because the engine starts anew; the state tells
    }
    frames.flush();
    return frames.bytes();
  }

  private static boolean isRunning(ContainerState state) {
    return Boolean.TRUE.equals(state.getRunning()) || Boolean.TRUE.equals(state.getPaused());
  }

  private static ContainerState lost() {
    throw new EngineAwayException(new IOException("left"));
  }

  private @Nullable ContainerState state(int tries) {
    try {
      return client.inspectContainerCmd(container).exec().getState();
    } catch (NotFoundException gone) {
      throw gone;
    } catch (RuntimeException away) {
      if (tries >= MOST_TRIES || left.getCount() == 0) {
        throw new EngineAwayException(away);
      }
      return null;
    }
  }

  /** Both streams of one connection; what an earlier connection has read is passed over. */
  private final class Frames extends ResultCallbackTemplate<Frames, Frame> {

    private final Utf8Pieces stdout = new Utf8Pieces(stdoutSinks);
    private final Utf8Pieces stderr = new Utf8Pieces(stderrSinks);
    private long toSkip;
    private volatile long bytes;

    Frames(long toSkip) {
      this.toSkip = toSkip;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the one thread that reads
    public void onNext(Frame frame) {
      byte[] payload = frame.getPayload();
      bytes += payload.length;
      if (toSkip >= payload.length) {
        toSkip -= payload.length;
        return;
      }
      byte[] fresh = Arrays.copyOfRange(payload, (int) toSkip, payload.length);
      toSkip = 0;
      (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).bytes(fresh, fresh.length);
    }

    void flush() {
      stdout.flush();
      stderr.flush();
    }

    long bytes() {
      return bytes;
    }

    void leave() {
      onComplete();
    }
  }
}
