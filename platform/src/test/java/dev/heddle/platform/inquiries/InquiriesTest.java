package dev.heddle.platform.inquiries;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Rights;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InquiriesTest {

  private static final InquiryFilter ALL = new InquiryFilter(null, null, null);

  private final Bench bench = new Bench();

  private AttemptId ask(String more) {
    bench.start(
        bench.flow(
            "", "- {name: a, action: core.inquiry, input: {prompt: Deploy?, " + more + "}}"));
    return bench.inquiries.list(ALL, 0, 1).items().getFirst().id();
  }

  private AttemptId ask() {
    return ask(
        "schema: {type: object, properties: {approved: {type: boolean}}, required: [approved]}");
  }

  private static Principal person(String login, String... groups) {
    return new Principal(Principal.Kind.USER, login, Set.of(groups), Rights.ALL, null);
  }

  private static Value json(String text) {
    return Json.read(text);
  }

  private ExecutionStatus status(ExecutionId id) {
    return done(bench.executions.find(id)).status();
  }

  @Test
  @DisplayName("S1-105: a wrong answer names its fields and the question stays open")
  void aWrongAnswerLeavesTheQuestionOpen() {
    AttemptId id = ask();

    Refusal refusal =
        refusal(bench.inquiries.respond(id, json("{\"approved\":\"yes\"}"), person("ada")));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
    assertThat(refusal.fields()).extracting(FieldError::path).containsExactly("approved");
    assertThat(done(bench.inquiries.find(id)).status()).isEqualTo(InquiryStatus.PENDING);
    assertThat(
            done(bench.inquiries.respond(id, json("{\"approved\":true}"), person("ada"))).status())
        .isEqualTo(InquiryStatus.RESPONDED);
    assertThat(status(id.execution())).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|approved",
        "[]|''",
        "{\"approved\":true,\"list\":[1,\"x\"]}|list.1",
      })
  @DisplayName("S1-105: errors have the path of the field")
  void errorsHaveThePathOfTheField(String response, String path) {
    AttemptId id =
        ask(
            "schema: {type: object, properties: {approved: {type: boolean},"
                + " list: {type: array, items: {type: integer}}}, required: [approved]}");

    assertThat(refusal(bench.inquiries.respond(id, json(response), person("ada"))).fields())
        .extracting(FieldError::path)
        .containsExactly(path);
  }

  @Test
  @DisplayName("S1-101: the flat style validates too")
  void theFlatStyleValidates() {
    AttemptId id = ask("response_schema: {approved: {type: boolean, required: true}}");

    assertThat(refusal(bench.inquiries.respond(id, json("{}"), person("ada"))).fields()).hasSize(1);
    done(bench.inquiries.respond(id, json("{\"approved\":false}"), person("ada")));
  }

  @Test
  void withoutASchemaAnyMapIsAnAnswer() {
    AttemptId id = ask("assigned_to: ada");

    assertThat(refusal(bench.inquiries.respond(id, json("[1]"), person("ada"))).kind())
        .isEqualTo(Refusal.Kind.INVALID);
    done(bench.inquiries.respond(id, json("{\"any\":1}"), person("ada")));
  }

  @Test
  @DisplayName("S1-106: only the one it is assigned to may answer")
  void onlyTheAssignedMayAnswer() {
    AttemptId id = ask("assigned_to: ada");

    assertThat(refusal(bench.inquiries.respond(id, json("{}"), person("bob"))).kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
    assertThat(bench.inquiries.list(new InquiryFilter(null, null, "bob"), 0, 10).total()).isZero();
    done(bench.inquiries.respond(id, json("{}"), person("ada")));
  }

  @Test
  @DisplayName("S1-104, S1-107: the first answer wins, later ones and a cancelled one conflict")
  void theFirstAnswerWins() {
    AttemptId id = ask();
    done(bench.inquiries.respond(id, json("{\"approved\":true}"), person("ada")));

    assertThat(
            refusal(bench.inquiries.respond(id, json("{\"approved\":false}"), person("bob")))
                .kind())
        .isEqualTo(Refusal.Kind.CONFLICT);
    assertThat(refusal(bench.inquiries.cancel(id, person("bob"))).kind())
        .isEqualTo(Refusal.Kind.CONFLICT);

    AttemptId other = ask();
    assertThat(done(bench.inquiries.cancel(other, person("ada"))).status())
        .isEqualTo(InquiryStatus.CANCELLED);
    assertThat(
            refusal(bench.inquiries.respond(other, json("{\"approved\":true}"), person("ada")))
                .kind())
        .isEqualTo(Refusal.Kind.CONFLICT);
    assertThat(status(other.execution())).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void anUnknownInquiryIsNotFound() {
    AttemptId id = ask();
    AttemptId unknown = new AttemptId(new ExecutionId(5), id.task());

    assertThat(refusal(bench.inquiries.respond(unknown, json("{}"), person("ada"))).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}",
        "{\"$ref\": \"file:///etc/passwd\"}",
        "{\"$ref\": \"classpath:/draft-07/schema\"}",
        "{\"$schema\": \"http://127.0.0.1:1/meta\", \"type\": \"object\"}",
        "{\"type\": 7}",
        "{\"pattern\": \"(\"}",
        "{\"$ref\": \"#\"}",
      })
  void aSchemaThatReachesOutOrIsBrokenAcceptsNothingAndBreaksNothing(String schema) {
    List<FieldError> errors = new ResponseSchema((MapValue) json(schema)).check(Value.of("text"));

    assertThat(errors).isNotEmpty();
  }

  @Test
  void aPatternThatWouldTakeForeverIsStopped() {
    Value schema = json("{\"type\": \"string\", \"pattern\": \"^(.*a){12}$\"}");
    ResponseSchema response = new ResponseSchema((MapValue) schema);

    assertThat(response.check(Value.of("a".repeat(12)))).isEmpty();
    assertThat(response.check(Value.of("aab"))).hasSize(1);
    assertThat(response.check(Value.of("a".repeat(60) + "b")))
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("takes too long"));
  }

  @Test
  void showsAnInquiry() {
    AttemptId id = ask("assigned_to: ada");
    done(bench.inquiries.respond(id, json("{\"x\":1}"), person("ada")));

    MapValue view = InquiryView.toValue(done(bench.inquiries.find(id)));

    assertThat(view.get("id")).isEqualTo(Value.of(id.toString()));
    assertThat(view.get("status")).isEqualTo(Value.of("responded"));
    assertThat(view.get("response")).isEqualTo(json("{\"x\":1}"));
    assertThat(view.get("responded_by")).isEqualTo(Value.of("ada"));
    assertThat(view.get("expires_at")).isEqualTo(Value.nothing());
  }

  @Test
  @DisplayName("S1-106: three identities: the assigned role, the starter, and a task's token")
  void whoMayAnswer() {
    AttemptId ofRole = ask("assigned_to: approvers");
    assertThat(refusal(bench.inquiries.respond(ofRole, json("{}"), person("bob"))).code())
        .isEqualTo("assigned_to_other");
    done(bench.inquiries.respond(ofRole, json("{}"), person("bob", "approvers")));

    AttemptId bySomebodyElse = ask("forbid_self_approval: true");
    String starter = done(bench.executions.find(bySomebodyElse.execution())).origin().startedBy();
    assertThat(refusal(bench.inquiries.respond(bySomebodyElse, json("{}"), person(starter))).code())
        .isEqualTo("self_approval");
    Principal task = new Principal(Principal.Kind.EXECUTION, "bob", Set.of(), Rights.ALL, null);
    assertThat(refusal(bench.inquiries.respond(bySomebodyElse, json("{}"), task)).kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
    assertThat(refusal(bench.inquiries.cancel(bySomebodyElse, task)).kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
    done(bench.inquiries.respond(bySomebodyElse, json("{}"), person("bob")));
  }

  @Test
  @DisplayName("S1-109: a handle is opaque, names its inquiry, and cannot be made up")
  void handlesAreOpaque() {
    ResponseHandles handles = new ResponseHandles(new ServerKey("k".repeat(40)));
    AttemptId id = ask();
    String handle = handles.of(id);
    assertThat(handle).doesNotContain(id.toString()).isNotEqualTo(handles.of(id));
    assertThat(handles.read(handle)).contains(id);
    assertThat(handles.read(id.toString())).isEmpty();
    assertThat(handles.read(handle.substring(0, handle.length() - 2))).isEmpty();
    assertThat(new ResponseHandles(new ServerKey("x".repeat(40))).read(handle)).isEmpty();
  }
}
