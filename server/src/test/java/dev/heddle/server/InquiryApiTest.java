package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.server.Client.Got;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Questions and answers over HTTP, by several people. */
final class InquiryApiTest {

  private static final String YES = "{\"response\": {\"approved\": true}}";

  private static TestPlatform platform;
  private static Client ada;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(ServerOptions.onPort(0), TestPlatform.BY_LOGIN);
    ada = platform.client().as("ada");
    Flows.install(ada);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static String ask(String assignedTo) {
    String parameters =
        assignedTo.isEmpty() ? "{\"who\": null}" : "{\"who\": \"" + assignedTo + "\"}";
    Got started =
        ada.post("/api/v1/workflows/demo.ask/execute", "{\"parameters\": " + parameters + "}");
    assertThat(started.status()).as(started.body()).isEqualTo(202);
    String execution = started.text("data.id");
    Follow.until(
        platform.server.address(),
        "/api/v1/executions/" + execution + "/events",
        event -> event.text("status").equals("waiting"),
        "X-Login: ada");
    Got open = ada.get("/api/v1/inquiries?status=pending&execution=" + execution);
    assertThat(open.list("data")).hasSize(1);
    return "/api/v1/inquiries/" + open.text("data.0.id");
  }

  @Test
  @DisplayName("S1-104, S1-105: an answer that does not fit is a 400 and the question stays")
  void checksAnswers() {
    String inquiry = ask("ada");
    Got wrong = ada.post(inquiry + "/respond", "{\"response\": {\"approved\": \"yes\"}}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text("code")).isEqualTo("invalid_response");
    assertThat(wrong.text("errors.0.path")).contains("approved");
    assertThat(ada.post(inquiry + "/respond", "{}").status()).isEqualTo(400);
    assertThat(ada.get(inquiry).text("data.status")).isEqualTo("pending");
    Got right = ada.post(inquiry + "/respond", YES);
    assertThat(right.status()).isEqualTo(200);
    assertThat(right.text("data.status")).isEqualTo("responded");
    assertThat(right.text("data.responded_by")).isEqualTo("ada");
  }

  @Test
  @DisplayName("S1-106: an assigned question is answered by nobody else (403)")
  void keepsToTheAssigned() {
    String inquiry = ask("grace");
    assertThat(ada.get("/api/v1/inquiries?assigned_to=grace").list("data")).isNotEmpty();
    assertThat(ada.post(inquiry + "/respond", YES).status()).isEqualTo(403);
    assertThat(platform.client().as("linus").post(inquiry + "/respond", YES).status())
        .isEqualTo(403);
    assertThat(platform.client().as("grace").post(inquiry + "/respond", YES).status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("S1-107: of two answers at once one is a 200 and one a 409")
  void firstAnswerWins() throws Exception {
    String inquiry = ask("ada");
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Got>> answers =
          IntStream.range(0, 2)
              .mapToObj(_ -> both.submit(() -> ada.post(inquiry + "/respond", YES)))
              .toList();
      assertThat(List.of(answers.get(0).get().status(), answers.get(1).get().status()))
          .containsExactlyInAnyOrder(200, 409);
    }
  }

  @Test
  @DisplayName("S1-104, S1-107: a withdrawn question takes no answer and is not withdrawn again")
  void cancels() {
    String inquiry = ask("ada");
    assertThat(ada.post(inquiry + "/cancel").text("data.status")).isEqualTo("cancelled");
    assertThat(ada.post(inquiry + "/respond", YES).status()).isEqualTo(409);
    assertThat(ada.post(inquiry + "/cancel").status()).isEqualTo(409);
  }

  @Test
  void whatDoesNotExistIsA404AndWhatIsNoStatusA400() {
    assertThat(ada.get("/api/v1/inquiries/17").status()).isEqualTo(404);
    assertThat(ada.post("/api/v1/inquiries/0000000000000.0.1-1/respond", YES).status())
        .isEqualTo(404);
    assertThat(ada.get("/api/v1/inquiries?status=open").status()).isEqualTo(400);
    assertThat(ada.get("/api/v1/inquiries?execution=1").status()).isEqualTo(400);
  }
}
