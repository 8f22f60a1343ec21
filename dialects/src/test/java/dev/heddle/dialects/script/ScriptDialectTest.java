package dev.heddle.dialects.script;

import static dev.heddle.dialects.script.ScriptFiles.body;
import static dev.heddle.dialects.script.ScriptFiles.node;
import static dev.heddle.dialects.script.ScriptFiles.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Activation;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.Outputs;
import dev.heddle.model.Propagation;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.values.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What files become (4.1). */
class ScriptDialectTest {

  private static final String SEED =
      """
      # sample.workflow
      fun extract_data():
          import requests
          data = requests.get("https://api.example.com/data").json()
          print(data)

      fun transform(raw:extract_data):
          # 'raw' is the filename containing extract_data's output
          with open("raw") as f:
              data = f.read()
          transformed = data.upper()
          print(transformed)

      fun load(processed:transform):
          with open("processed") as f:
              print(f"Loading: {f.read()}")
      """;

  @Test
  @DisplayName("S3-01: the seed's example is extract_data, then transform, then load")
  void theSeedsExample() {
    Workflow workflow = workflow(SEED);

    assertThat(workflow.ref()).isEqualTo("script.sample");
    assertThat(workflow.dialect()).isEqualTo(Dialect.SCRIPT);
    assertThat(workflow.graph().nodes())
        .extracting(node -> node.name() + " -> " + targets(node))
        .containsExactly("extract_data -> [transform]", "transform -> [load]", "load -> []");
    assertThat(body(workflow, "transform"))
        .isEqualTo(
            """
            # 'raw' is the filename containing extract_data's output
            with open("raw") as f:
                data = f.read()
            transformed = data.upper()
            print(transformed)
            """);
    assertThat(workflow.outputs()).isEqualTo(new Outputs.Sinks());
    assertThat(workflow.limits().cancellation()).isEqualTo(CancellationPolicy.CANCEL_RUNNING);
    assertThat(workflow.limits().propagation()).isEqualTo(Propagation.SKIPPED);
  }

  private static Object targets(dev.heddle.model.Node node) {
    return node.transitions().stream().flatMap(each -> each.reachable().stream()).toList();
  }

  @Test
  @DisplayName("S3-02: an argument is a file with the output of its predecessor")
  void parametersAreFiles() {
    Workflow workflow =
        workflow("fun a():\n  pass\nfun b():\n  pass\nfun c(x:a, y : b):\n  pass\n");

    assertThat(Json.write(((dev.heddle.values.MapValue) source(workflow, "c"))))
        .isEqualTo(
            "{\"arguments\":{\"x\":\"{{ task['a'].result.output }}\","
                + "\"y\":\"{{ task['b'].result.output }}\"},"
                + "\"inputs\":\"{{ parameters }}\"}");
    assertThat(node(workflow, "c").activation()).isEqualTo(Activation.ALL);
    assertThat(workflow.graph().inboundCount(workflow.graph().position("c"))).isEqualTo(2);
  }

  private static dev.heddle.values.Value source(Workflow workflow, String task) {
    return Json.read(node(workflow, task).input().toString());
  }

  @Test
  @DisplayName("S3-04: the indentation of the first line is removed, what is deeper stays deeper")
  void theFirstLineSetsTheIndentation() {
    Workflow workflow = workflow("fun a():\n   with x:\n      with y:\n         z()\n   end()\n");
    assertThat(body(workflow, "a")).isEqualTo("with x:\n   with y:\n      z()\nend()\n");
  }

  @Test
  @DisplayName("S3-05: blank lines and comments do not end a body")
  void blankLinesAndCommentsStayInTheBody() {
    Workflow workflow =
        workflow(
            "fun a():\n\n    one()\n\n# at the margin\n  # half\n      # deep\n    two()\n\n\nfun"
                + " b():\n    x()");
    assertThat(body(workflow, "a"))
        .isEqualTo("\none()\n\n# at the margin\n# half\n  # deep\ntwo()\n");
    assertThat(body(workflow, "b")).isEqualTo("x()\n");
  }

  @Test
  @DisplayName("S3-06: comments and blank lines outside of bodies are nothing")
  void commentsOutsideAreIgnored() {
    assertThat(workflow("\n# first\n\n   \nfun a(): # why\n  x()\n# last\n").graph().nodes())
        .extracting(node -> node.name() + " " + node.span())
        .containsExactly("a dir/sample.workflow:5:1");
  }

  @Test
  @DisplayName("S3-07: CRLF line ends are accepted")
  void carriageReturnsAreNotPartOfLines() {
    Workflow workflow = workflow("fun a():\r\n  x()\r\n  y()\r\n");
    assertThat(body(workflow, "a")).isEqualTo("x()\ny()\n");
  }

  @Test
  @DisplayName("S3-11: a predecessor may stand further down")
  void orderDoesNotMatter() {
    Workflow workflow = workflow("fun b(x:a):\n  pass\nfun a():\n  pass\n");
    assertThat(workflow.graph().entryPoints()).containsExactly(1);
  }

  @Test
  @DisplayName("S3-13: one predecessor may be bound to two arguments and counts once")
  void onePredecessorTwoArguments() {
    Workflow workflow = workflow("fun a():\n  pass\nfun b(x:a, y:a):\n  pass\n");
    assertThat(source(workflow, "b").toString()).contains("\"x\"", "\"y\"");
    assertThat(workflow.graph().inboundCount(1)).isEqualTo(1);
  }

  @Test
  @DisplayName("S3-16: what the scripts depend on comes from a second file, or not at all")
  void dependenciesAreOptional() {
    SourceText text = new SourceText("a.workflow", "fun a():\n  pass\n");
    Compilation with = ScriptDialect.compile(text, new SourceText("r.txt", "requests==2\n"));

    assertThat(((Compilation.Compiled) with).workflow().graph().node(0).work())
        .isEqualTo(new Work.Script("python", "pass\n", "requests==2\n"));
    assertThat(
            ((Compilation.Compiled) ScriptDialect.compile(text)).workflow().graph().node(0).work())
        .isEqualTo(new Work.Script("python", "pass\n", ""));
  }

  @Test
  @DisplayName("S3-40: five attempts in all")
  void fiveAttempts() {
    assertThat(node(workflow("fun a():\n  pass\n"), "a").retry().count()).isEqualTo(4);
  }

  @Test
  void twoMarginsAreTwoTasks() {
    assertThat(workflow("fun a():\n pass\nfun _b2():\n pass").graph().size()).isEqualTo(2);
  }

  @Test
  void theDocumentShowsTasksAndRequirements() {
    Compilation.Compiled compiled =
        (Compilation.Compiled)
            ScriptDialect.compile(
                new SourceText("a.workflow", "fun a():\n  x()\nfun b(f:a):\n  y()\n"),
                new SourceText("r.txt", "six\n"));
    assertThat(Json.write(compiled.document()))
        .isEqualTo(
            "{\"tasks\":[{\"name\":\"a\",\"arguments\":{},\"script\":\"x()\\n\"},"
                + "{\"name\":\"b\",\"arguments\":{\"f\":\"a\"},\"script\":\"y()\\n\"}],"
                + "\"requirements\":\"six\\n\"}");
  }
}
