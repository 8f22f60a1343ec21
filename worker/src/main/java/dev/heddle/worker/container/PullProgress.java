package dev.heddle.worker.container;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import dev.heddle.worker.process.Output;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the log of a step how its image is pulled, a line per layer and not per byte. */
final class PullProgress extends ResultCallbackTemplate<PullProgress, PullResponseItem> {

  private static final Set<String> WORTH_SAYING =
      Set.of("Pulling fs layer", "Download complete", "Pull complete", "Already exists");

  private final Output output;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable String error;

  PullProgress(Output output) {
    this.output = output;
  }

  @Override
  public void onNext(PullResponseItem item) {
    ResponseItem.ErrorDetail detail = item.getErrorDetail();
    if (detail != null) {
      error = detail.getMessage();
    }
    String status = item.getStatus();
    if (status == null) {
      return;
    }
    if (item.getId() != null && WORTH_SAYING.contains(status)) {
      output.say(item.getId() + ": " + status);
    } else if (item.getId() == null) {
      output.say(status);
    }
  }

  @Override
  public void onError(Throwable failure) {
    super.onError(failure);
    ended.countDown();
  }

  @Override
  public void onComplete() {
    super.onComplete();
    ended.countDown();
  }

  /**
   * Whether the pull is over within a time. {@link #awaitCompletion(long, TimeUnit)} is no way to
   * ask: it ends the pull when the time is up.
   */
  boolean endsWithin(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }

  Optional<String> error() {
    return Optional.ofNullable(error);
  }
}
