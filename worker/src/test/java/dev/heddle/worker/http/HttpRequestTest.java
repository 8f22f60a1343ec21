package dev.heddle.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S1-015: core.http_request")
final class HttpRequestTest {

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private TestServer server;
  private HttpRunner runner;

  @BeforeEach
  void open() throws Exception {
    server = new TestServer();
    runner = new HttpRunner(HttpSettings.DEFAULT, timers);
  }

  @AfterEach
  void close() {
    runner.close();
    server.close();
    timers.shutdownNow();
  }

  private static MapValue input(String json, String url) {
    return ((MapValue) Json.read(json)).with("url", Value.of(url));
  }

  private Report send(String path, String json) {
    return runner.work(input(json, server.url(path))).run();
  }

  private static MapValue succeeded(Report report) {
    assertThat(report).isInstanceOf(Report.Succeeded.class);
    return (MapValue) ((Report.Succeeded) report).result();
  }

  private static Failure failed(Report report) {
    assertThat(report).isInstanceOf(Report.Failed.class);
    return ((Report.Failed) report).failure();
  }

  @Test
  void s1_015_anAnswerIsStatusHeadersBodyAndJson() {
    MapValue result = succeeded(send("/json", "{}"));

    assertThat(result.get("status_code")).isEqualTo(Value.of(200));
    assertThat(result.get("success")).isEqualTo(Value.of(true));
    assertThat(result.get("body")).isEqualTo(Value.of("{\"id\": 7}"));
    assertThat(result.get("json")).isEqualTo(Json.read("{\"id\": 7}"));
    assertThat(((MapValue) result.getOr("headers", Value.nothing())).get("x-twice"))
        .isEqualTo(Value.of("1, 2"));
  }

  @ParameterizedTest
  @CsvSource({"201, true", "204, true", "304, true", "400, false", "404, false", "503, false"})
  void s1_015_anyStatusIsAnAnswer(int status, boolean success) {
    String path = status == 204 ? "/nothing" : "/status/" + status;
    MapValue result = succeeded(send(path, "{}"));

    assertThat(result.get("status_code")).isEqualTo(Value.of(status));
    assertThat(result.get("success")).isEqualTo(Value.of(success));
    assertThat(result.get("json")).isEqualTo(Value.nothing());
    assertThat(server.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "post"})
  void s1_015_allMethodsAreSent(String method) {
    succeeded(send("/", "{\"method\": \"" + method + "\"}"));

    assertThat(server.requests.getFirst().method()).isEqualToIgnoringCase(method);
  }

  @Test
  void s1_015_jsonHeadersAndQueryArrive() {
    succeeded(
        send(
            "/x?first=1",
            """
            {"method": "POST", "json_body": {"a": [1, "ä"]},
             "headers": {"X-Number": 5}, "query_params": {"q": "a b&c", "list": [1, 2]}}
            """));

    TestServer.Request request = server.requests.getFirst();
    assertThat(request.target()).isEqualTo("/x?first=1&q=a%20b%26c&list=1&list=2");
    assertThat(request.header("X-number")).isEqualTo("5");
    assertThat(request.header("Content-type")).isEqualTo("application/json");
    assertThat(request.header("User-agent")).isEqualTo("heddle");
    assertThat(request.body()).isEqualTo("{\"a\":[1,\"ä\"]}");
  }

  @Test
  void s1_015_aTextBodyArrivesAsItIs() {
    succeeded(
        send(
            "/",
            "{\"method\": \"PUT\", \"body\": \"ä\", \"headers\": {\"content-type\": \"text/x\"}}"));

    assertThat(server.requests.getFirst().body()).isEqualTo("ä");
    assertThat(server.requests.getFirst().header("Content-type")).isEqualTo("text/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"basic\",\"username\":\"u\",\"password\":\"p\"} | Basic dTpw",
        "{\"type\":\"bearer\",\"token\":\"t\"}                      | Bearer t",
      })
  void s1_015_credentialsAreSent(String auth, String header) {
    succeeded(send("/", "{\"auth\": " + auth + "}"));

    assertThat(server.requests.getFirst().header("Authorization")).isEqualTo(header);
  }

  @Test
  void theCharacterSetOfTheAnswerCounts() {
    assertThat(succeeded(send("/latin1", "{}")).get("body")).isEqualTo(Value.of("ä"));
  }

  @Test
  void jsonThatIsNoneIsNull() {
    assertThat(succeeded(send("/brokenJson", "{}")).get("json")).isEqualTo(Value.nothing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://host/                | {}                                      | http://",
        "file:///etc/passwd         | {}                                      | http://",
        "no url                     | {}                                      | no URL",
        "http:///path               | {}                                      | no host",
        "http://u:s3cr3t@localhost/ | {}                                      | auth",
        "http://localhost/          | {\"method\":\"BREW\"}                   | method",
        "http://localhost/          | {\"body\":\"a\",\"json_body\":1}        | both",
        "http://localhost/          | {\"auth\":{\"type\":\"magic\"}}         | auth.type",
        "http://localhost/          | {\"auth\":{\"type\":\"bearer\"}}        | auth.token is missing",
        "http://localhost/          | {\"headers\":{\"X\":\"a\\r\\nY: b\"}}   | headers",
        "http://localhost/          | {\"headers\":{\"X Y\":\"a\"}}           | headers",
        "http://localhost/          | {\"headers\":{\"Content-Length\":\"1\"}}| headers",
        "http://localhost/          | {\"headers\":[]}                        | headers must be an object",
        "http://localhost/          | {\"timeout\":0}                         | timeout",
        "http://localhost/          | {\"timeout\":\"soon\"}                  | timeout",
      })
  void parametersThatMakeNoRequestAreRefused(String url, String json, String message) {
    Failure failure = failed(runner.work(input(json, url)).run());

    assertThat(failure.type()).isEqualTo("invalid_parameters");
    assertThat(failure.message()).contains(message).doesNotContain("s3cr3t");
  }

  @Test
  void anUnreachableServerFails() {
    server.close();

    assertThat(failed(send("/", "{}")).type()).isEqualTo("network_error");
  }

  @Test
  void anUnknownHostFails() {
    Failure failure = failed(runner.work(input("{}", "http://no-such-host.invalid/")).run());

    assertThat(failure.type()).isEqualTo("network_error");
    assertThat(failure.message()).contains("unknown host").contains("no-such-host.invalid");
  }

  @Test
  void anAnswerThatIsTooLongFails() {
    runner = new HttpRunner(HttpSettings.DEFAULT.withMaxResponse(2999), timers);
    assertThat(failed(send("/long", "{}")).message()).contains("longer than 2999 bytes");

    runner = new HttpRunner(HttpSettings.DEFAULT.withMaxResponse(3000), timers);
    succeeded(send("/long", "{}"));
  }

  @Test
  void s1_015_aServerThatDoesNotAnswerIsGivenUp() {
    long before = System.nanoTime();

    Failure failure = failed(send("/hang", "{\"timeout\": 0.3}"));

    assertThat(failure.type()).isEqualTo("network_error");
    assertThat(failure.message()).contains("no complete answer within 0.3 s");
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isLessThan(5000);
  }

  @Test
  void aRequestUnderWayCanBeEnded() throws Exception {
    Work work = runner.work(input("{}", server.url("/hang")));
    CompletableFuture<Report> report = CompletableFuture.supplyAsync(work::run);
    server.hanging.await();

    work.end(Ending.CANCELLED);

    assertThat(report.get(10, TimeUnit.SECONDS)).isInstanceOf(Report.Failed.class);
  }

  @Test
  void aRequestEndedBeforeItBeganIsNotSent() {
    Work work = runner.work(input("{}", server.url("/")));
    work.end(Ending.CANCELLED);

    assertThat(work.run()).isInstanceOf(Report.Failed.class);
    assertThat(server.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "301, POST, GET, ''",
    "302, POST, GET, ''",
    "303, PUT, GET, ''",
    "303, HEAD, HEAD, ''",
    "307, POST, POST, text",
    "308, PUT, PUT, text",
    "302, GET, GET, ''"
  })
  void redirectsAreFollowed(int code, String method, String then, String body) {
    String text = method.matches("POST|PUT") ? ", \"body\": \"text\"" : "";

    succeeded(
        send("/redirect/" + code + "?/there", "{\"method\": \"" + method + "\"" + text + "}"));

    assertThat(server.requests).hasSize(2);
    assertThat(server.requests.getLast().method()).isEqualTo(then);
    assertThat(server.requests.getLast().target()).isEqualTo("/there");
    assertThat(server.requests.getLast().body()).isEqualTo(body);
  }

  @Test
  void endlessRedirectsAreGivenUp() {
    Failure failure = failed(send("/loop", "{}"));

    assertThat(failure.message()).contains("more than 5 redirects");
    assertThat(server.requests).hasSize(6);
  }

  @Test
  void redirectsToOtherSchemesAreRefused() {
    assertThat(failed(send("/redirect/302?file:///etc/passwd", "{}")).message())
        .contains("redirected to what cannot be requested");
  }

  @Test
  void credentialsDoNotFollowARedirectToAnotherOrigin() throws Exception {
    try (TestServer other = new TestServer()) {
      MapValue input =
          input(
              "{\"auth\": {\"type\": \"bearer\", \"token\": \"t\"}, \"headers\": {\"X-Plain\": \"p\"}}",
              server.url("/redirect/302?" + other.url("/there")));
      MapValue headers =
          ((MapValue) input.getOr("headers", Value.nothing()))
              .with("X-Api-Key", SecretValue.mark(Value.of("s3cr3t")));

      succeeded(runner.work(input.with("headers", headers)).run());

      TestServer.Request request = other.requests.getFirst();
      assertThat(request.header("Authorization")).isEmpty();
      assertThat(request.header("X-api-key")).isEmpty();
      assertThat(request.header("X-plain")).isEqualTo("p");
    }
    assertThat(server.requests.getFirst().header("X-api-key")).isEqualTo("s3cr3t");
  }

  @Test
  @DisplayName("Security row 21: an answer that echoes a secret is redacted")
  void sec21_anEchoedSecretIsRedacted() {
    MapValue auth =
        MapValue.builder()
            .put("type", "basic")
            .put("username", "ann")
            .put("password", SecretValue.mark(Value.of("hunter2-hunter2")))
            .build();

    MapValue result =
        succeeded(runner.work(input("{}", server.url("/echo")).with("auth", auth)).run());

    assertThat(server.requests.getFirst().header("Authorization"))
        .isEqualTo("Basic YW5uOmh1bnRlcjItaHVudGVyMg==");
    assertThat(result.toString()).contains(SecretValue.REDACTED).doesNotContain("aHVudGVy");
    assertThat(result.toString()).doesNotContain("dW50ZXIy");
  }

  @Test
  @DisplayName("Security row 21: a failure does not name a secret in the URL")
  void sec21_aFailureDoesNotNameASecret() {
    MapValue input =
        MapValue.builder()
            .put("url", SecretValue.mark(Value.of("http://s3cr3t-host.invalid/token/4711")))
            .build();

    Failure failure = failed(runner.work(input).run());

    assertThat(failure.toValue().toString()).doesNotContain("4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://[fe80::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[fd00:ec2::254]/",
      })
  @DisplayName("Security row 25: link-local and metadata addresses are refused")
  void sec25_metadataIsRefused(String url) {
    assertThat(failed(runner.work(input("{}", url)).run()).type()).isEqualTo("egress_refused");
    assertThat(failed(send("/redirect/302?" + url, "{}")).type()).isEqualTo("egress_refused");
  }

  @Test
  @DisplayName("Security row 25: the address that was judged is the one connected to")
  void sec25_everyConnectionAsksThePolicyAboutTheAddressItUses() {
    List<String> asked = new CopyOnWriteArrayList<>();
    EgressPolicy firstOnly =
        address -> {
          asked.add(address.getHostAddress());
          return asked.size() > 1 ? Optional.of("changed its mind") : Optional.empty();
        };
    runner = new HttpRunner(HttpSettings.DEFAULT.withEgress(firstOnly), timers);

    succeeded(send("/", "{}"));
    Failure second = failed(send("/", "{}"));

    assertThat(asked).containsExactly("127.0.0.1", "127.0.0.1");
    assertThat(second.type()).isEqualTo("egress_refused");
    assertThat(server.requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true, true",
    "2001:4860:4860::8888, true, true",
    "127.0.0.1, true, false",
    "::1, true, false",
    "10.0.0.1, true, false",
    "172.16.0.1, true, false",
    "192.168.1.1, true, false",
    "100.64.0.1, true, false",
    "0.0.0.0, true, false",
    "198.18.0.1, true, false",
    "224.0.0.1, true, false",
    "255.255.255.255, true, false",
    "fc00::1, true, false",
    "::ffff:10.0.0.1, true, false",
    "2002:0a00:0001::, true, false",
    "64:ff9b::10.0.0.1, true, false",
    "::7f00:1, true, false",
    "169.254.1.1, false, false",
    "fe80::1, false, false",
    "2002:a9fe:a9fe::, false, false",
  })
  void sec25_policiesKnowTheirAddresses(String address, boolean local, boolean open)
      throws Exception {
    InetAddress given = InetAddress.getByName(address);

    assertThat(EgressPolicy.LOCAL.refusal(given).isEmpty()).isEqualTo(local);
    assertThat(EgressPolicy.PUBLIC_ONLY.refusal(given).isEmpty()).isEqualTo(open);
  }
}
