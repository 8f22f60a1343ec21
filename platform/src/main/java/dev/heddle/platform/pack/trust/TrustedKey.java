package dev.heddle.platform.pack.trust;

import dev.heddle.values.Sha256;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key and whom it belongs to, a line of text: {@code NAME ed25519:BASE64 [PACKS]}.
 *
 * @param name what people call it
 * @param packs refs of packs it is trusted for, with commas between them; a {@code *} at the end
 *     stands for anything
 */
public record TrustedKey(String name, PublicKey key, List<String> packs) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");
  private static final String PACK = "(?:[a-z0-9_-]+\\*?|\\*)";
  private static final Pattern LINE =
      Pattern.compile(
          "(?<name>%s)\\s+ed25519:(?<key>[A-Za-z0-9+/]+={0,2})(?:\\s+(?<packs>%2$s(?:,%2$s)*))?"
              .formatted(NAME.pattern(), PACK));

  public TrustedKey {
    packs = List.copyOf(packs);
  }

  /** Whether a key can be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Trusted for all packs. */
  public static TrustedKey of(String name, PublicKey key) {
    return new TrustedKey(name, key, List.of("*"));
  }

  /**
   * Reads a line.
   *
   * @throws IOException saying what is wrong with it
   */
  static TrustedKey parse(String line) throws IOException {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      throw new IOException("expected is NAME ed25519:KEY, perhaps with PACKS after it");
    }
    byte[] encoded;
    try {
      encoded = Base64.getDecoder().decode(found.group("key"));
    } catch (IllegalArgumentException e) {
      throw new IOException("the key is no Base64", e);
    }
    String packs = found.group("packs");
    return new TrustedKey(
        found.group("name"),
        Ed25519.publicKey(encoded),
        List.of((packs == null ? "*" : packs).split(",", -1)));
  }

  /** As {@link #parse} reads it. */
  public String line() {
    String text = name + " ed25519:" + Base64.getEncoder().encodeToString(key.getEncoded());
    return packs.equals(List.of("*")) ? text : text + " " + String.join(",", packs);
  }

  /** A short name of a key, which tells it from others and proves nothing. */
  static String id(PublicKey key) {
    byte[] digest = Sha256.digest().digest(key.getEncoded());
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  public String id() {
    return id(key);
  }

  /** For people: the name, and which key it was. */
  public String shown() {
    return name + " (" + id() + ")";
  }

  boolean isFor(String pack) {
    return packs.stream()
        .anyMatch(each ->
            each.endsWith("*")
                ? pack.startsWith(each.substring(0, each.length() - 1))
                : pack.equals(each));
  }
}
