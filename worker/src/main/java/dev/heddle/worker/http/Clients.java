package dev.heddle.worker.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The client that verifies certificates and the one that does not, each made when first needed.
 * They keep nothing between requests: no connections, cookies or credentials.
 */
final class Clients implements Closeable {

  /** The runner bounds how many requests there are; the clients need not do it again. */
  private static final int MANY = 10_000;

  private final EgressPolicy egress;
  private @Nullable CloseableHttpClient verifying;
  private @Nullable CloseableHttpClient trusting;

  Clients(EgressPolicy egress) {
    this.egress = egress;
  }

  synchronized CloseableHttpClient verifying() {
    if (verifying == null) {
      verifying = client(connections());
    }
    return verifying;
  }

  /** Accepts any certificate, for whoever says {@code verify_ssl: false}. */
  synchronized CloseableHttpClient trusting() {
    if (trusting == null) {
      trusting =
          client(
              connections()
                  .setTlsSocketStrategy(
                      new DefaultClientTlsStrategy(
                          trustingContext(), NoopHostnameVerifier.INSTANCE)));
    }
    return trusting;
  }

  @Override
  public synchronized void close() throws IOException {
    if (verifying != null) {
      verifying.close();
    }
    if (trusting != null) {
      trusting.close();
    }
  }

  private PoolingHttpClientConnectionManagerBuilder connections() {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new GuardedResolver(egress))
        .setMaxConnTotal(MANY)
        .setMaxConnPerRoute(MANY);
  }

  private static CloseableHttpClient client(PoolingHttpClientConnectionManagerBuilder builder) {
    PoolingHttpClientConnectionManager connections = builder.build();
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        .setConnectionReuseStrategy((_, _, _) -> false)
        .setUserAgent("heddle")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  private static SSLContext trustingContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustEverybody()}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has TLS", impossible);
    }
  }

  private static final class TrustEverybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
