package dev.heddle.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578), which lies in memory whole and is no
 * larger than any other. A file's name is a name for messages and nothing else.
 */
public final class Form {

  private static final int MOST_PARTS = 20;
  private static final int LONGEST_NAME = 255;
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)boundary=(?:\"([^\"\\r\\n]{1,70})\"|([^;\\s\"]{1,70}))");
  private static final Pattern DISPOSITION =
      Pattern.compile("(?i)(?:^|\\r\\n)content-disposition:\\s*form-data([^\\r\\n]*)");
  private static final Pattern NAME = Pattern.compile("(?i);\\s*name=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("(?i);\\s*filename=\"([^\"]*)\"");
  private static final Pattern NOT_IN_NAME = Pattern.compile("[^A-Za-z0-9_.-]");

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();

  /**
   * One field or file.
   *
   * @param file the last segment of its name, plain characters only; empty if it has none
   */
  public record Part(String file, String text) {}

  private Form() {}

  /**
   * Reads a body.
   *
   * @throws ProblemException if it is no form, or not text in UTF-8
   */
  static Form read(String contentType, byte[] body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw malformed("the content type names no boundary");
    }
    String given = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    // bytes as characters, one to one, so that positions are those of bytes
    String text = new String(body, StandardCharsets.ISO_8859_1);
    Form form = new Form();
    for (String part : split(text, "--" + given)) {
      form.add(part);
    }
    return form;
  }

  private static List<String> split(String text, String delimiter) {
    List<String> parts = new ArrayList<>();
    int at = text.startsWith(delimiter) ? 0 : text.indexOf("\r\n" + delimiter) + 2;
    if (at < 2 && !text.startsWith(delimiter)) {
      throw malformed("the boundary does not occur in the body");
    }
    while (true) {
      int start = at + delimiter.length();
      if (text.startsWith("--", start)) {
        return parts;
      }
      int begin = text.indexOf("\r\n", start);
      int end = begin < 0 ? -1 : text.indexOf("\r\n" + delimiter, begin);
      if (end < 0 || parts.size() == MOST_PARTS) {
        throw malformed(end < 0 ? "the last boundary is missing" : "there are too many parts");
      }
      parts.add(text.substring(begin + 2, Math.max(begin + 2, end)));
      at = end + 2;
    }
  }

  private void add(String part) {
    int end = part.indexOf("\r\n\r\n");
    Matcher disposition = DISPOSITION.matcher(end < 0 ? "" : part.substring(0, end));
    if (!disposition.find()) {
      throw malformed("a part has no content disposition");
    }
    Matcher name = NAME.matcher(disposition.group(1));
    if (!name.find() || name.group(1).isEmpty() || name.group(1).length() > LONGEST_NAME) {
      throw malformed("a part has no name");
    }
    Matcher file = FILE.matcher(disposition.group(1));
    String text = decode(part.substring(end + 4));
    if (parts.put(name.group(1), new Part(file.find() ? plain(file.group(1)) : "", text)) != null) {
      throw ProblemException.invalid(name.group(1), "occurs twice");
    }
  }

  private static String plain(String file) {
    String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    String plain = NOT_IN_NAME.matcher(last).replaceAll("_");
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
  }

  private static String decode(String bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed("a part is not UTF-8");
    }
  }

  /** A part, if it is there. */
  public Optional<Part> part(String name) {
    asked.add(name);
    return Optional.ofNullable(parts.get(name));
  }

  /** A part that must be there. */
  public Part required(String name) {
    return part(name).orElseThrow(() -> ProblemException.invalid(name, "is missing"));
  }

  /**
   * Ends reading.
   *
   * @throws ProblemException if there are parts nobody asked for
   */
  public void end() {
    List<FieldError> unknown =
        parts.keySet().stream()
            .filter(name -> !asked.contains(name))
            .map(name -> FieldError.at(name, "there is no such field, only " + asked))
            .toList();
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(unknown);
    }
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ProblemCode.MALFORMED_REQUEST, "No form: " + detail + ".");
  }
}
