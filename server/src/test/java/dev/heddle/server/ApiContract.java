package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The contract, to hold answers against. */
final class ApiContract {

  private static final String HOME = "https://heddle.dev/openapi";
  private static final ApiContract SHARED = new ApiContract();

  private final Map<?, ?> document;
  private final SchemaRegistry schemas;

  private ApiContract() {
    try (InputStream in = HeddleServer.class.getResourceAsStream("openapi.yaml")) {
      document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemas(Map.of(HOME, dev.heddle.values.Json.write(value(document)))));
  }

  static ApiContract shared() {
    return SHARED;
  }

  /** One operation of the contract. */
  record Operation(String method, String path, String id, Map<?, ?> content) {}

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    map(document, "paths")
        .forEach((path, item) ->
            ((Map<?, ?>) item)
                .forEach((method, operation) -> {
                  if (operation instanceof Map<?, ?> content) {
                    all.add(
                        new Operation(
                            method.toString().toUpperCase(java.util.Locale.ROOT),
                            path.toString(),
                            String.valueOf(content.get("operationId")),
                            content));
                  }
                }));
    return all;
  }

  /** Fails unless the answer is one that the contract promises. */
  void check(String method, String path, Client.Got got) {
    String type = got.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    if (type.equals("application/problem+json")) {
      conforms("/components/responses/Problem/content/application~1problem+json/schema", got);
      assertThat(got.at("status")).isEqualTo(Value.of(got.status()));
      return;
    }
    Operation operation = operation(method, path);
    String pointer =
        "/paths/"
            + escaped(operation.path())
            + "/"
            + method.toLowerCase(java.util.Locale.ROOT)
            + "/responses/"
            + got.status();
    Map<?, ?> response = map(map(operation.content(), "responses"), String.valueOf(got.status()));
    if (response.get("$ref") instanceof String ref) {
      pointer = ref.substring(1);
      response =
          map(
              map(map(document, "components"), "responses"),
              ref.substring(ref.lastIndexOf('/') + 1));
    }
    if (got.status() == 204) {
      assertThat(got.body()).isEmpty();
      return;
    }
    assertThat(map(response, "content").keySet()).as(operation.id()).anyMatch(type::equals);
    if (type.equals("application/json")) {
      conforms(pointer + "/content/application~1json/schema", got);
    }
  }

  private void conforms(String pointer, Client.Got got) {
    var schema =
        schemas.getSchema(
            SchemaLocation.of(HOME + "#" + pointer.replace("{", "%7B").replace("}", "%7D")));
    assertThat(schema.validate(got.body(), InputFormat.JSON)).as(got.body()).isEmpty();
  }

  private Operation operation(String method, String path) {
    return operations().stream()
        .filter(each -> each.method().equals(method))
        .filter(each -> path.matches(each.path().replaceAll("\\{\\w+}", "[^/]+")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the contract has no " + method + " " + path));
  }

  private static String escaped(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }

  static Map<?, ?> map(Map<?, ?> of, String key) {
    if (of.get(key) instanceof Map<?, ?> found) {
      return found;
    }
    throw new AssertionError("the contract has no " + key + " there, but " + of.keySet());
  }

  private static Value value(Object part) {
    return switch (part) {
      case null -> Value.nothing();
      case Boolean flag -> Value.of(flag);
      case Integer number -> Value.of(number);
      case List<?> items ->
          new dev.heddle.values.ListValue(items.stream().map(ApiContract::value).toList());
      case Map<?, ?> members -> {
        MapValue.Builder map = MapValue.builder();
        members.forEach((name, member) -> map.put(String.valueOf(name), value(member)));
        yield map.build();
      }
      default -> new TextValue(part.toString());
    };
  }
}
