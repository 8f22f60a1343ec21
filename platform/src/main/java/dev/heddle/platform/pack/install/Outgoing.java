package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What packs are fetched with from elsewhere. Which addresses may be reached is its rule, held to
 * after every look-up of a name and every redirect (security row 25).
 */
public interface Outgoing {

  /**
   * Fetches a file.
   *
   * @param url https, or http if it was allowed
   * @param most bytes; a longer one is refused
   * @throws IOException if there is no answer 200 in time, or the address is refused
   */
  void download(URI url, long most, Path file) throws IOException;

  /**
   * Where a host is.
   *
   * @throws IOException if there is none, or one of its addresses is refused
   */
  List<InetAddress> addresses(String host) throws IOException;
}
