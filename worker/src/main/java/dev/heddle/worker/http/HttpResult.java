package dev.heddle.worker.http;

import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * The result of a request (S1-015): {@code status_code}, {@code headers} (names in lower case),
 * {@code body}, {@code json} (null if the body is none) and {@code success} (status below 400).
 */
final class HttpResult {

  private static final int FIRST_ERROR = 400;

  private HttpResult() {}

  static MapValue of(ClassicHttpResponse response, int maxBytes) throws IOException {
    HttpEntity entity = response.getEntity();
    @Nullable ContentType type =
        entity == null ? null : ContentType.parseLenient(entity.getContentType());
    String body = entity == null ? "" : body(entity, type, maxBytes);
    return MapValue.builder()
        .put("status_code", response.getCode())
        .put("headers", headers(response))
        .put("body", body)
        .put("json", json(body, type))
        .put("success", response.getCode() < FIRST_ERROR)
        .build();
  }

  private static MapValue headers(ClassicHttpResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      // cookies hold commas, so they cannot be joined by one
      String separator = name.equals("set-cookie") ? "\n" : ", ";
      headers.merge(name, header.getValue(), (all, next) -> all + separator + next);
    }
    MapValue.Builder values = MapValue.builder();
    headers.forEach(values::put);
    return values.build();
  }

  private static String body(HttpEntity entity, @Nullable ContentType type, int maxBytes)
      throws IOException {
    InputStream content = entity.getContent();
    if (content == null) {
      return "";
    }
    byte[] bytes = content.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new HttpWork.NoAnswer("the answer is longer than " + maxBytes + " bytes");
    }
    Charset charset = type == null ? null : type.getCharset();
    return new String(bytes, charset == null ? StandardCharsets.UTF_8 : charset);
  }

  private static Value json(String body, @Nullable ContentType type) {
    if (type == null || !type.getMimeType().toLowerCase(Locale.ROOT).contains("json")) {
      return NullValue.INSTANCE;
    }
    try {
      return Json.read(body);
    } catch (JsonException mistake) {
      return NullValue.INSTANCE;
    }
  }
}
