package dev.heddle.server.http;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.InputStream;
import java.util.Map;

/** What a route gives back. */
public sealed interface Reply {

  /** A whole body. */
  record Body(int status, String contentType, String content, Map<String, String> headers)
      implements Reply {
    public Body {
      headers = Map.copyOf(headers);
    }
  }

  /** So many bytes, or -1 if nobody knows; an attachment, never shown as a page (row 17). */
  record Bytes(InputStream content, long size) implements Reply {}

  /** The bytes of a file. */
  @SuppressWarnings("ArrayRecordComponent") // Sent as it is, never compared.
  record File(String contentType, byte[] content, Map<String, String> headers) implements Reply {
    public File {
      headers = Map.copyOf(headers);
    }
  }

  /** Events sent until {@code source} ends. */
  record Events(EventSource source) implements Reply {}

  /** {@code {"data": …}}. */
  static Reply data(Value data) {
    return json(200, MapValue.builder().put("data", data).build(), Map.of());
  }

  /** 201 with the address of what was made. */
  static Reply created(String location, Value data) {
    return json(201, MapValue.builder().put("data", data).build(), Map.of("Location", location));
  }

  /** 202 with the address at which to watch what was begun. */
  static Reply accepted(String location, Value data) {
    return json(202, MapValue.builder().put("data", data).build(), Map.of("Location", location));
  }

  static Reply json(int status, MapValue document, Map<String, String> headers) {
    return new Body(status, "application/json", Json.write(document), headers);
  }

  /** 204: it was done and there is nothing to say. */
  static Reply nothing() {
    return new Body(204, "", "", Map.of());
  }

  static Reply document(String contentType, String content) {
    return new Body(200, contentType, content, Map.of());
  }
}
