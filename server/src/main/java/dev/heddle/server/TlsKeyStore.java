package dev.heddle.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Reads certificate and key as administrators have them: PEM files. */
final class TlsKeyStore {

  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final String PASSWORD = "in memory only";

  private TlsKeyStore() {}

  /**
   * What the server proves itself with.
   *
   * @throws ServerException if the files are not what they should be; says which and why
   */
  static SslContextFactory.Server read(Exposure.OverTls files) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(Files.readAllBytes(files.certificate())))
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new ServerException(files.certificate() + " holds no certificate in PEM.");
      }
      store.setKeyEntry("server", key(files), PASSWORD.toCharArray(), chain);
      SslContextFactory.Server context = new SslContextFactory.Server();
      context.setKeyStore(store);
      context.setKeyStorePassword(PASSWORD);
      context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
      return context;
    } catch (IOException | GeneralSecurityException unusable) {
      throw new ServerException(
          "The certificate "
              + files.certificate()
              + " and its key "
              + files.key()
              + " cannot be used: "
              + unusable.getMessage(),
          unusable);
    }
  }

  private static PrivateKey key(Exposure.OverTls files)
      throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(files.key(), StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new ServerException(
          files.key()
              + " holds no private key in PEM (BEGIN PRIVATE KEY): convert it with openssl pkcs8"
              + " -topk8 -nocrypt.");
    }
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException another) {
        // A key of another algorithm.
      }
    }
    throw new ServerException(files.key() + " is no RSA, EC or Ed25519 key.");
  }
}
