package dev.heddle.server.http;

import org.jspecify.annotations.Nullable;

/** What kind of body a route reads; the gate lets no other pass (security row 26). */
public enum Accepts {
  JSON("application/json"),
  /** Files of a form, together at most as large as a JSON body. */
  FORM("multipart/form-data"),
  /** Anything, read as it comes; the route bounds it. */
  BYTES("");

  private final String mediaType;

  Accepts(String mediaType) {
    this.mediaType = mediaType;
  }

  boolean fits(@Nullable String contentType) {
    if (mediaType.isEmpty()) {
      return true;
    }
    return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(mediaType);
  }
}
