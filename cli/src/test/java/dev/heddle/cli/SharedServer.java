package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A server with the pack {@code news}, one for all classes that ask for it, and people who have no
 * database, only what a login gave them. Each class leaves it as it found it, executions aside.
 */
final class SharedServer implements AutoCloseable {

  static final String PASSWORD = "correct horse battery";

  private final TestHome home = new TestHome();
  private final Path directory = Files.createTempDirectory("heddle-cli-server");
  private final Background server;
  private final String address;
  private final Map<String, String> ada;
  private final Map<String, String> viewer;
  private final String token;
  private final String execution;

  private SharedServer() throws IOException, InterruptedException {
    writePack();
    home.runWithInput(PASSWORD, "identity", "create", "ada", "--role", "admin", "--password");
    home.runWithInput(PASSWORD, "identity", "create", "vic", "--role", "viewer", "--password");
    token = home.run("identity", "token", "ada", "--name", "test").out().strip();
    server =
        Background.of(
            home.environment(), "server", "--port", "0", "--packs", directory + "/packs/news");
    address = server.await("heddle listens on ").replace("heddle listens on ", "");
    ada = somebody("ada");
    viewer = somebody("vic");
    assertThat(adaWith(token, "login", address).exitCode()).isZero();
    assertThat(CliRun.of(viewer, PASSWORD, "login", address, "--user", "vic").exitCode()).isZero();
    CliRun run = ada("action", "execute", "core.echo", "--param", "message=first", "--watch", "-j");
    assertThat(run.exitCode()).as(run.err()).isZero();
    execution = run.text("id");
  }

  /** Gives the server to tests that have it as a parameter of their constructor. */
  static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SharedServer.class;
    }

    @Override
    public SharedServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(SharedServer.class, _ -> start(), SharedServer.class);
    }

    private static SharedServer start() {
      try {
        return new SharedServer();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stop);
      }
    }
  }

  String address() {
    return address;
  }

  /** What proves to be ada. */
  String token() {
    return token;
  }

  /** An execution that completed. */
  String execution() {
    return execution;
  }

  /** A command of an administrator. */
  CliRun ada(String... arguments) {
    return adaWith("", arguments);
  }

  CliRun adaWith(String input, String... arguments) {
    return CliRun.of(ada, input, arguments);
  }

  /** A command of somebody who may only look. */
  CliRun viewer(String... arguments) {
    return CliRun.of(viewer, "", arguments);
  }

  /** A command where the database is. */
  CliRun here(String... arguments) {
    return home.run(arguments);
  }

  /** An environment without a database. */
  Map<String, String> somebody(String name) throws IOException {
    Path own = Files.createDirectories(directory.resolve("home-" + name));
    return Map.of("HEDDLE_HOME", own.toString(), "PATH", System.getenv("PATH"));
  }

  private void writePack() throws IOException {
    write("pack.yaml", "{ref: news, label: News, description: News, version: '1'}");
    write("triggers/push.yaml", "{ref: news.push, label: Push, output: {branch: {type: string}}}");
    write(
        "workflows/build.yaml",
        """
        ref: news.build
        label: Build
        version: "1"
        parameters: {branch: {type: string, required: true}}
        tasks:
          - {name: build, action: core.echo, input: {message: "{{ parameters.branch }}"}}
        output_map: {built: "{{ task.build.result.stdout }}"}
        """);
    write(
        "workflows/ask.yaml",
        """
        ref: news.ask
        label: Ask
        version: "1"
        tasks:
          - name: ask
            action: core.inquiry
            input:
              prompt: Shall we?
              schema: {type: object, properties: {yes: {type: boolean}}, required: ['yes']}
        """);
    write(
        "triggers/order.yaml",
        """
        ref: news.order
        label: Order
        type: rabbitmq
        consume: {url: "amqps://127.0.0.1:1/shop", queue: orders, username: eve, password_key: mq}
        """);
    write("rules/on_order.yaml", "{ref: news.on_order, trigger_ref: news.order, action_ref: x.y}");
    write(
        "queues/branches.yaml",
        """
        ref: news.branches
        label: Branches to look at
        dispatch_action: news.look
        enabled: false
        item_schema: {type: object, required: [branch]}
        config: {dispatch: {concurrency: 2}}
        """);
    write(
        "rules/on_push.yaml",
        """
        ref: news.on_push
        trigger_ref: news.push
        conditions: {branch: main}
        action_ref: news.build
        action_params: {branch: "{{ event.payload.branch }}"}
        """);
    write(
        "rules/nightly.yaml",
        """
        ref: news.nightly
        trigger_ref: core.crontimer
        trigger_params: {expression: "0 30 2 * * *"}
        action_ref: news.build
        action_params: {branch: main}
        """);
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve("packs/news").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Override
  public void close() throws IOException {
    server.close();
    home.close();
    TestHome.delete(directory);
  }
}
