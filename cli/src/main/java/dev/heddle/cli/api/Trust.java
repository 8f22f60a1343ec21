package dev.heddle.cli.api;

import dev.heddle.cli.input.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom to believe that it is the server: those of a file of certificates, and nobody else. */
final class Trust {

  private Trust() {}

  /**
   * TLS that trusts what is signed by the certificates of a file in PEM.
   *
   * @throws UsageException if there are none
   */
  static SSLContext in(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca " + trusted.size(), each);
      }
      if (trusted.size() == 0) {
        throw new UsageException(file + " has no certificate in PEM");
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new UsageException("cannot use the certificates in " + file + ": " + e.getMessage());
    }
  }
}
