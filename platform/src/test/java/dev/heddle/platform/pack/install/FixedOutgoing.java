package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** A world of these files and nothing else, for tests. */
record FixedOutgoing(Map<String, Path> files) implements Outgoing {

  static final FixedOutgoing NOTHING = new FixedOutgoing(Map.of());

  PackNetwork network(String... indexes) {
    return new PackNetwork(this, NOTHING, List.of(indexes), false);
  }

  @Override
  public void download(URI url, long most, Path file) throws IOException {
    Path known = files.get(url.toString());
    if (known == null) {
      throw new IOException("the answer is 404");
    }
    Files.copy(known, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public List<InetAddress> addresses(String host) throws IOException {
    throw new IOException(host + " is at no public address");
  }
}
