package dev.heddle.cli.wiring;

import dev.heddle.platform.pack.install.Outgoing;
import dev.heddle.worker.http.Downloader;
import dev.heddle.worker.http.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Fetches packs the way requests are made; a client lives as long as one download. */
record PackDownloads(EgressPolicy egress) implements Outgoing {

  @Override
  public void download(URI url, long most, Path file) throws IOException {
    try (Downloader downloader = new Downloader(egress)) {
      downloader.download(url, most, file);
    }
  }

  @Override
  public List<InetAddress> addresses(String host) throws IOException {
    try (Downloader downloader = new Downloader(egress)) {
      return downloader.addresses(host);
    }
  }
}
