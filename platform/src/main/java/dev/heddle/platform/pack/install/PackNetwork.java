package dev.heddle.platform.pack.install;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What there is of the world for packs.
 *
 * @param here for people at this machine, and for what the operator configured
 * @param publicOnly for those who ask over HTTP
 * @param indexes where packs are looked up by name, in order: https addresses or files
 * @param allowHttp whether also http is good enough
 */
public record PackNetwork(
    Outgoing here, Outgoing publicOnly, List<String> indexes, boolean allowHttp) {

  public PackNetwork {
    indexes = List.copyOf(indexes);
  }

  /** As {@code HEDDLE_PACK_INDEX} (by blanks) and {@code HEDDLE_PACK_HTTP} say. */
  public static PackNetwork of(
      Outgoing here, Outgoing publicOnly, Map<String, String> environment) {
    List<String> indexes =
        Arrays.stream(environment.getOrDefault("HEDDLE_PACK_INDEX", "").split("\\s+", -1))
            .filter(place -> !place.isEmpty())
            .toList();
    boolean allowHttp = environment.getOrDefault("HEDDLE_PACK_HTTP", "").equals("allow");
    return new PackNetwork(here, publicOnly, indexes, allowHttp);
  }

  /** The same without indexes. */
  public PackNetwork withoutIndexes() {
    return new PackNetwork(here, publicOnly, List.of(), allowHttp);
  }

  /** Whether files may be fetched from there. */
  boolean allows(URI url) {
    String scheme = String.valueOf(url.getScheme());
    return url.getHost() != null
        && url.getRawUserInfo() == null
        && (scheme.equals("https") || (allowHttp && scheme.equals("http")));
  }
}
