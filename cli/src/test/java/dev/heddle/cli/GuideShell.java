package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.terminal.WindowSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does with a console block what a reader would do: runs the lines after {@code $} in a directory
 * and compares what they print. {@code …} stands for anything, {@code ID} for the id seen last.
 */
final class GuideShell {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ASKS_FOR_CODE = "; echo \"exit code $?\"";
  private static final Pattern LOOKS = Pattern.compile("^heddle (\\w+ (list|show)|explain) ?");
  private static final Pattern INQUIRY_ID = Pattern.compile("\\b[0-9a-z]{13}\\.[\\w.-]+");
  private static final Pattern EXECUTION_ID = Pattern.compile("\\b0[0-9a-z]{12}\\b(?!\\.)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

  private final Path directory;
  private final Map<String, String> environment;
  private final List<Background> running = new ArrayList<>();
  private String executionId = "";
  private String inquiryId = "";

  private final Programs others;
  private final boolean patient;

  /** What is no command of ours. */
  @FunctionalInterface
  interface Programs {
    /** What a line prints; empty if it is a command of ours after all. */
    Optional<String> run(String line) throws IOException, InterruptedException;
  }

  private record Background(String command, CompletableFuture<Integer> end) {}

  GuideShell(Path directory, Map<String, String> environment) {
    this(directory, environment, _ -> Optional.empty(), false);
  }

  private GuideShell(
      Path directory, Map<String, String> environment, Programs others, boolean patient) {
    this.directory = directory;
    this.environment = environment;
    this.others = others;
    this.patient = patient;
  }

  /** Of a page where a server does things meanwhile: what is not there yet is looked at again. */
  static GuideShell patient(Path directory, Map<String, String> environment, Programs others) {
    return new GuideShell(directory, environment, others, true);
  }

  void run(GuidePage.Block block) throws Exception {
    List<String> lines = block.lines();
    for (int at = 0; at < lines.size(); ) {
      String command = lines.get(at);
      assertThat(command).as("line %d begins with $", block.line() + at).startsWith("$ ");
      int end = at + 1;
      while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
        end++;
      }
      run(command.substring(2), lines.subList(at + 1, end));
      at = end;
    }
  }

  /** All that was left running ends, and well. */
  void await() throws InterruptedException, ExecutionException, TimeoutException {
    for (Background each : running) {
      assertThat(each.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("exit code of %s", each.command())
          .isZero();
    }
  }

  private void run(String line, List<String> expected) throws Exception {
    Pattern pattern = pattern(expected);
    Optional<String> elsewhere = others.run(line);
    if (elsewhere.isPresent()) {
      note(elsewhere.get());
      if (!expected.isEmpty() && !matches(pattern, elsewhere.get())) {
        fail("%s printed%n%s%nnot%n%s", line, elsewhere.get(), String.join("\n", expected));
      }
      return;
    }
    if (patient && LOOKS.matcher(line).find()) {
      look(line, pattern);
      return;
    }
    GuideScreen screen = new GuideScreen();
    if (line.endsWith(" &")) {
      String command = line.substring(0, line.length() - 2);
      running.add(new Background(command, start(command, screen)));
      if (!screen.await(text -> matches(pattern, text), PATIENCE)) {
        fail("%s printed%n%s%nnot%n%s", line, screen.text(), String.join("\n", expected));
      }
      note(screen.text());
      return;
    }
    boolean asksForCode = line.endsWith(ASKS_FOR_CODE);
    String command = asksForCode ? line.substring(0, line.length() - ASKS_FOR_CODE.length()) : line;
    int code = start(command, screen).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (asksForCode) {
      screen.write("exit code " + code + "\n");
    }
    note(screen.text());
    if (!asksForCode) {
      assertThat(code).as("%s printed%n%s", command, screen.text()).isZero();
    }
    if (!expected.isEmpty() && !matches(pattern, screen.text())) {
      fail("%s printed%n%s%nnot%n%s", line, screen.text(), String.join("\n", expected));
    }
  }

  private void look(String line, Pattern expected) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String printed;
    do {
      GuideScreen screen = new GuideScreen();
      start(line, screen).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      printed = screen.text();
      if (matches(expected, printed)) {
        note(printed);
        return;
      }
    } while (System.nanoTime() < deadline);
    fail("%s printed%n%s%nnot%n%s", line, printed, expected.pattern());
  }

  private void note(String text) {
    Matcher inquiry = INQUIRY_ID.matcher(text);
    while (inquiry.find()) {
      inquiryId = inquiry.group();
    }
    Matcher execution = EXECUTION_ID.matcher(text);
    while (execution.find()) {
      executionId = execution.group();
    }
  }

  private CompletableFuture<Integer> start(String line, GuideScreen screen) throws IOException {
    if (line.equals("wait")) {
      return running.removeLast().end();
    }
    int pipe = line.indexOf(" | heddle ");
    InputStream input =
        pipe < 0
            ? new ByteArrayInputStream(new byte[0])
            : new ProcessBuilder("sh", "-c", line.substring(0, pipe))
                .directory(directory.toFile())
                .start()
                .getInputStream();
    List<String> words = words(pipe < 0 ? line : line.substring(pipe + 3));
    assertThat(words.getFirst()).as("command of: %s", line).isEqualTo("heddle");
    Terminal terminal =
        new Terminal(
            input,
            new PrintWriter(screen, true),
            new PrintWriter(screen, true),
            false,
            false,
            false,
            Style.PLAIN,
            WindowSize.UNLIMITED);
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    return CompletableFuture.supplyAsync(
        () -> Main.commandLine(terminal, environment, _ -> {}).execute(arguments),
        task -> Thread.ofVirtual().start(task));
  }

  private List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("(?:" + WORD.pattern() + ")+").matcher(command);
    while (word.find()) {
      String plain =
          WORD.matcher(word.group())
              .replaceAll(each ->
                  Matcher.quoteReplacement(
                      each.group(1) != null
                          ? each.group(1)
                          : each.group(2) != null ? each.group(2) : each.group(3)));
      words.add(resolved(plain, words.isEmpty() ? "" : words.getLast()));
    }
    return words;
  }

  /** Files are meant relative to the page's directory, which this process is not in. */
  private String resolved(String word, String before) {
    if (word.equals("ID")) {
      return before.equals("respond") ? inquiryId : executionId;
    }
    String named = word.replace(".ID.", "." + executionId + ".");
    boolean isFile = word.matches("[\\w./-]+") && Files.exists(directory.resolve(word));
    return isFile || before.equals("-o") ? directory.resolve(word).toString() : named;
  }

  private boolean matches(Pattern expected, String printed) {
    String text = printed.replace(directory + "/", "").stripTrailing() + "\n";
    return expected.matcher(text).matches();
  }

  private static Pattern pattern(List<String> expected) {
    StringBuilder regex = new StringBuilder();
    for (String line : expected) {
      if (line.strip().equals("…")) {
        regex.append("(?:.*\\n)*?");
        continue;
      }
      for (String part : line.split("(?=…)|(?<=…)", -1)) {
        regex.append(part.equals("…") ? ".*" : Pattern.quote(part));
      }
      regex.append("[ ]*\\n");
    }
    return Pattern.compile(regex.toString());
  }
}
