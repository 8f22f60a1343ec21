package dev.heddle.worker.process;

import dev.heddle.engine.port.LogLine;
import dev.heddle.model.action.Executor.OutputFormat;
import dev.heddle.worker.redact.Redactor;
import dev.heddle.worker.redact.TextSink;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one program prints, on its way to the log and to the result. Everything is redacted before
 * it is cut anywhere, lest half a secret remain; only the text that will be parsed is kept as it
 * came, because redacting could break its syntax, and never shown.
 */
public final class Output {

  private static final System.Logger LOG = System.getLogger(Output.class.getName());

  private static final int TAIL = 16 << 10;
  private static final int UNREDACTED_TAIL = 256 << 10;

  private final ProcessSettings settings;
  private final Redactor redactor;
  private final InstantSource clock;
  private final Consumer<LogLine> log;
  private final LogBudget budget;
  private final boolean parsed;
  private final boolean withheld;

  private final Capture stdout;
  private final Capture stderr;
  private final Capture unredacted;
  private final Tail stderrTail = new Tail(TAIL);
  private final Tail unredactedTail = new Tail(UNREDACTED_TAIL);
  private volatile boolean abandoned;
  private volatile boolean deaf;

  /**
   * @param format anything but text also keeps standard output as it came, to be parsed
   * @param withheld whether what is parsed holds secrets nobody knew before: it is neither logged
   *     nor shown as it was printed
   */
  public Output(
      ProcessSettings settings,
      OutputFormat format,
      boolean withheld,
      Redactor redactor,
      InstantSource clock,
      Consumer<LogLine> log) {
    this.settings = settings;
    this.redactor = redactor;
    this.clock = clock;
    this.log = log;
    this.budget = new LogBudget(settings.maxLogged());
    this.parsed = format != OutputFormat.TEXT;
    this.withheld = withheld && parsed;
    this.stdout = new Capture(settings.maxCaptured());
    this.stderr = new Capture(settings.maxCaptured());
    this.unredacted = new Capture(settings.maxCaptured());
  }

  OutputReader stdoutReader(InputStream in) {
    return new OutputReader(in, stdoutSinks(), () -> !abandoned && !isFull());
  }

  /** The end of what is parsed is wanted whatever comes before it. */
  private boolean isFull() {
    return withheld ? unredacted.isFull() : stdout.isFull() && budget.isSpent() && !parsed;
  }

  OutputReader stderrReader(InputStream in) {
    return new OutputReader(in, stderrSinks(), () -> !abandoned);
  }

  /** Where text of standard output goes. */
  public List<TextSink> stdoutSinks() {
    List<TextSink> sinks = new ArrayList<>();
    if (!withheld) {
      sinks.add(redactor.before(new Fork(List.of(stdout, lines(LogLine.Stream.STDOUT)))));
    }
    if (parsed) {
      sinks.add(unredacted);
      sinks.add(unredactedTail);
    }
    return sinks;
  }

  /** Where text of standard error goes. */
  public List<TextSink> stderrSinks() {
    return List.of(
        redactor.before(new Fork(List.of(stderr, stderrTail, lines(LogLine.Stream.STDERR)))));
  }

  /** Heddle's own word in the log of the attempt. */
  public void say(String text) {
    log.accept(new LogLine(clock.instant(), LogLine.Stream.ENGINE, redactor.redact(text)));
  }

  /** Nothing is logged any more, whatever is still read. */
  void abandon() {
    abandoned = true;
  }

  /** Standard output, redacted, with a word about what was cut off. */
  public String stdoutText() {
    return stdout.noticed();
  }

  /** Standard error, redacted, with a word about what was cut off. */
  public String stderrText() {
    return stderr.noticed();
  }

  /** The last lines of standard error, redacted. */
  public String stderrEnd() {
    return stderrTail.text();
  }

  /** All of standard output as it came; empty if it was too long to keep. Never shown. */
  public Optional<String> unredactedStdout() {
    return unredacted.isFull() ? Optional.empty() : Optional.of(unredacted.raw());
  }

  /** The last lines of standard output as they came. Never shown. */
  public String unredactedEnd() {
    return unredactedTail.text();
  }

  Capture stdout() {
    return stdout;
  }

  Capture stderr() {
    return stderr;
  }

  Capture unredacted() {
    return unredacted;
  }

  Tail stderrTail() {
    return stderrTail;
  }

  private LogLines lines(LogLine.Stream stream) {
    return new LogLines(stream, settings.maxLine(), budget, clock, this::logUnlessAbandoned);
  }

  private void logUnlessAbandoned(LogLine line) {
    if (abandoned || deaf) {
      return;
    }
    try {
      log.accept(line);
    } catch (RuntimeException refused) {
      // the program must not stand still because its log cannot be stored
      deaf = true;
      LOG.log(System.Logger.Level.WARNING, "a log line was refused; no more follow", refused);
    }
  }

  private record Fork(List<TextSink> sinks) implements TextSink {
    @Override
    public void text(String piece) {
      sinks.forEach(sink -> sink.text(piece));
    }

    @Override
    public void end() {
      sinks.forEach(TextSink::end);
    }
  }
}
