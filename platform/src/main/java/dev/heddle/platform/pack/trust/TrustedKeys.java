package dev.heddle.platform.pack.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys whose signatures count. */
public final class TrustedKeys {

  private static final int LARGEST = 1 << 20;

  private final Map<String, TrustedKey> byId;

  private TrustedKeys(Map<String, TrustedKey> byId) {
    this.byId = byId;
  }

  /**
   * Reads a file with a {@link TrustedKey} in each line; empty lines and those after {@code #} say
   * nothing.
   *
   * @throws IOException if it cannot be read, or a line is wrong; the message says which
   */
  public static TrustedKeys read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file);
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is larger than 1 MiB");
    }
    Map<String, TrustedKey> byId = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      TrustedKey key;
      try {
        key = TrustedKey.parse(line);
      } catch (IOException wrong) {
        throw new IOException(file + ":" + (i + 1) + ": " + wrong.getMessage(), wrong);
      }
      if (byId.putIfAbsent(key.id(), key) != null) {
        throw new IOException(file + ":" + (i + 1) + ": the same key is there twice");
      }
    }
    return new TrustedKeys(byId);
  }

  /** Who signed a pack as it lies there now. */
  public Signing signing(Candidate pack) throws IOException {
    Optional<PackSignature> found;
    try {
      found = PackSignature.in(pack.directory());
    } catch (PackSignature.Unreadable wrong) {
      return invalid(pack, "its " + PackSignature.FILE + " " + wrong.getMessage());
    }
    if (found.isEmpty()) {
      return missing(
          "unsigned_pack", pack, "is not signed; its author does that: heddle pack sign DIR");
    }
    PackSignature signature = found.get();
    TrustedKey key = byId.get(signature.key());
    if (key == null) {
      return missing(
          "untrusted_signature",
          pack,
          "is signed with the key " + signature.key() + ", and trusted are only " + all());
    }
    if (!signature.isOf(key.key())) {
      return invalid(
          pack, "its " + PackSignature.FILE + " was changed: " + key.shown() + " did not write it");
    }
    if (!signature.ref().equals(pack.ref()) || !signature.version().equals(pack.version())) {
      String other = "`" + signature.ref() + "` " + signature.version();
      return invalid(pack, "its signature is one for " + other);
    }
    String digest = PackDigest.of(pack.directory());
    if (!signature.digest().equals(digest)) {
      return invalid(
          pack,
          "its files are not those that were signed: their digest is "
              + digest
              + ", signed is "
              + signature.digest());
    }
    return key.isFor(pack.ref())
        ? new Signing.By(key)
        : missing(
            "untrusted_signature",
            pack,
            "is signed by "
                + key.shown()
                + ", who is trusted for "
                + String.join(", ", key.packs())
                + " only");
  }

  private String all() {
    return byId.isEmpty()
        ? "none"
        : byId.values().stream().map(TrustedKey::shown).collect(Collectors.joining(", "));
  }

  private static Signing.Missing invalid(Candidate pack, String why) {
    return missing(
        "invalid_signature",
        pack,
        "is not what somebody signed: " + why + ". After a change it is signed again");
  }

  private static Signing.Missing missing(String code, Candidate pack, String why) {
    return new Signing.Missing(code, "The pack " + pack.named() + " " + why);
  }
}
