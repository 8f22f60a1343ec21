package dev.heddle.worker.http;

/**
 * How requests are sent.
 *
 * @param maxResponse bytes of a response body; a longer one fails the action
 * @param maxRedirects followed one after another
 */
public record HttpSettings(int maxResponse, int maxRedirects, EgressPolicy egress) {

  public static final HttpSettings DEFAULT = new HttpSettings(1 << 20, 5, EgressPolicy.LOCAL);

  public HttpSettings {
    if (maxResponse < 0 || maxRedirects < 0) {
      throw new IllegalArgumentException("a limit is not negative");
    }
  }

  public HttpSettings withEgress(EgressPolicy other) {
    return new HttpSettings(maxResponse, maxRedirects, other);
  }

  public HttpSettings withMaxResponse(int bytes) {
    return new HttpSettings(bytes, maxRedirects, egress);
  }
}
