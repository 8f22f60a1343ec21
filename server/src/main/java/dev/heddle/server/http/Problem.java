package dev.heddle.server.http;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A refusal as RFC 9457 problem details.
 *
 * @param code stable, in snake case: clients may branch on it
 * @param title the same for all problems of this code
 * @param detail what is wrong with this request, or empty; holds no secret
 * @param errors every mistake found, not only the first
 */
public record Problem(
    int status, String code, String title, String detail, List<FieldError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(ProblemCode code) {
    return of(code, "", List.of());
  }

  public static Problem of(ProblemCode code, String detail) {
    return of(code, detail, List.of());
  }

  public static Problem of(ProblemCode code, List<FieldError> errors) {
    return of(code, errors.size() == 1 ? "" : errors.size() + " errors were found.", errors);
  }

  public static Problem of(ProblemCode code, String detail, List<FieldError> errors) {
    return new Problem(code.status(), code.label(), code.title(), detail, errors);
  }

  public MapValue toValue() {
    MapValue.Builder members =
        MapValue.builder()
            .put("type", "urn:heddle:problem:" + code.replace('_', '-'))
            .put("title", title)
            .put("status", status)
            .put("code", code);
    if (!detail.isEmpty()) {
      members.put("detail", detail);
    }
    if (!errors.isEmpty()) {
      members.put(
          "errors", new ListValue(errors.stream().<Value>map(FieldError::toValue).toList()));
    }
    return members.build();
  }

  public byte[] toBytes() {
    return Json.write(toValue()).getBytes(StandardCharsets.UTF_8);
  }
}
