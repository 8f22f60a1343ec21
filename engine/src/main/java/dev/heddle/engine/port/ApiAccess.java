package dev.heddle.engine.port;

/**
 * How a program reaches the API in the name of its attempt (S1-138, S1-168).
 *
 * @param token good as long as the attempt is under way; it is in no row and no log
 */
public record ApiAccess(String url, String token) {

  @Override
  public String toString() {
    return "ApiAccess[url=" + url + "]";
  }
}
