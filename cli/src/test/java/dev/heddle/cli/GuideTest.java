package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.values.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guide is true: every file in it is made, every flow compiled, every console block run and
 * compared with what the page says it prints.
 */
class GuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guide");
  private static final String HEAD = "ref: guide.fragment\nlabel: Fragment\nversion: '1'\n";

  private final GuideRequests contract = new GuideRequests();

  static List<GuidePage> pages() throws IOException {
    try (Stream<Path> files = Files.list(GUIDE)) {
      List<GuidePage> pages =
          files
              .sorted()
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.endsWith("walkthrough.md")) // WalkthroughTest, with a server
              .filter(file -> !file.endsWith("remote.md")) // RemoteGuideTest, with a server
              .map(GuideTest::page)
              .toList();
      assertThat(pages).isNotEmpty();
      return pages;
    }
  }

  private static GuidePage page(Path path) {
    try {
      return GuidePage.read(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  @DisplayName("every snippet of a page works as shown")
  void snippetsWork(GuidePage page, @TempDir Path directory) throws Exception {
    for (GuidePage.Block block : page.blocks()) {
      if (block.fileName().isPresent()) {
        Path file = directory.resolve(block.fileName().get());
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.text());
      }
    }
    try (TestHome home = new TestHome()) {
      GuideShell shell = new GuideShell(directory.toRealPath(), home.environment());
      for (GuidePage.Block block : page.blocks()) {
        check(page, block, shell);
      }
      shell.await();
    }
  }

  private void check(GuidePage page, GuidePage.Block block, GuideShell shell) throws Exception {
    switch (block.language()) {
      case "console" -> shell.run(block);
      case "yaml" -> compile(page, block);
      case "json" -> Json.read(block.text());
      case "sh" -> contract.check(block);
      case "python", "js", "text" -> {}
      default -> throw new AssertionError(page + ":" + block.line() + ": what is it?");
    }
  }

  /** Files of packs are read when a command uses the pack; fragments get a head and compile. */
  private static void compile(GuidePage page, GuidePage.Block block) {
    String text = block.text();
    boolean isFlow = text.contains("\ntasks:") || text.startsWith("tasks:");
    if (block.fileName().isPresent() && !isFlow) {
      return;
    }
    if (text.startsWith("- ")) {
      text = "tasks:\n" + text.indent(2);
    }
    if (!text.contains("\nref:") && !text.startsWith("ref:")) {
      text = HEAD + text;
    }
    if (!text.contains("tasks:")) {
      text = text + "tasks: [{name: nothing, action: core.noop}]\n";
    }
    boolean meantToFail = text.contains("# wrong");
    SourceText source = new SourceText(page + ":" + block.line(), text);
    Compilation compilation = FlowDialect.compile(source);
    assertThat(compilation.diagnostics().isEmpty())
        .as("%s: %s", source.name(), compilation.diagnostics())
        .isNotEqualTo(meantToFail);
  }
}
