package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.server.HeddleServer;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds the requests of the guide to the contract of the API. */
final class GuideRequests {

  private static final Pattern REQUEST =
      Pattern.compile(
          "curl (?:-\\w )*(?:-X (?<method>\\w+) )?http://127\\.0\\.0\\.1:8080(?<path>[^ ?]+)\\S*"
              + "(?: --json '(?<body>[^']*)')?");

  /** Methods by path; the path as a pattern. */
  private final Map<String, Set<String>> operations = new TreeMap<>();

  GuideRequests() {
    if (!(contract().get("paths") instanceof MapValue paths)) {
      throw new IllegalStateException("the contract has no paths");
    }
    paths
        .entries()
        .forEach((path, methods) ->
            operations.put(
                path.replaceAll("\\{\\w+}", "[^/]+"),
                ((MapValue) methods)
                    .entries().keySet().stream()
                        .map(String::toUpperCase)
                        .collect(Collectors.toSet())));
  }

  private static MapValue contract() {
    try (InputStream text = HeddleServer.class.getResourceAsStream("openapi.yaml")) {
      assertThat(text).isNotNull();
      SourceText source =
          new SourceText("openapi.yaml", new String(text.readAllBytes(), StandardCharsets.UTF_8));
      return YamlReader.readMap(source, new Diagnostics()).orElseThrow().toValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void check(GuidePage.Block block) {
    for (String line : block.lines()) {
      if (line.startsWith("curl ")) {
        check(line);
      }
    }
  }

  /** The requests among the commands of a console. */
  void checkConsole(GuidePage.Block block) {
    for (String line : block.lines()) {
      if (line.startsWith("$ curl ")) {
        check(line.substring(2));
      }
    }
  }

  private void check(String line) {
    Matcher request = REQUEST.matcher(line);
    assertThat(request.matches()).as(line).isTrue();
    String method = request.group("method") == null ? "GET" : request.group("method");
    assertThat(operations)
        .as(line)
        .anySatisfy((path, methods) -> {
          assertThat(request.group("path")).matches(path);
          assertThat(methods).contains(method);
        });
    if (request.group("body") != null) {
      Json.read(request.group("body"));
    }
  }
}
