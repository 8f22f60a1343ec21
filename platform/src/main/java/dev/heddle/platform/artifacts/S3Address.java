package dev.heddle.platform.artifacts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a bucket is and who may use it.
 *
 * @param endpoint without a path; the bucket is the first segment of the paths below it
 * @param prefix before all paths of objects: empty, or plain characters ending with a slash
 * @param sessionToken of temporary credentials
 */
public record S3Address(
    URI endpoint,
    String region,
    String bucket,
    String prefix,
    String accessKey,
    String secretKey,
    Optional<String> sessionToken) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*");
  private static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL_S3";
  private static final String DEFAULT_REGION = "us-east-1";

  public S3Address {
    if (!BUCKET.matcher(bucket).matches() || !PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "write s3://bucket or s3://bucket/prefix, with letters, digits, `.`, `_` and `-`");
    }
    boolean isWeb = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!isWeb
        || endpoint.getHost() == null
        || !"".equals(endpoint.getRawPath().replace("/", ""))) {
      throw noEndpoint(endpoint.toString());
    }
  }

  private static IllegalArgumentException noEndpoint(String text) {
    return new IllegalArgumentException(
        ENDPOINT_VARIABLE + " must be http://host[:port] or https://host[:port], not " + text);
  }

  /**
   * Reads {@code s3://bucket/prefix}, with the usual variables beside it: {@code AWS_REGION},
   * {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}, {@code
   * AWS_ENDPOINT_URL_S3}.
   *
   * @throws IllegalArgumentException with a message fit to be shown
   */
  public static S3Address of(String url, Map<String, String> environment) {
    if (!url.startsWith("s3://")) {
      throw new IllegalArgumentException("a bucket is written s3://bucket or s3://bucket/prefix");
    }
    String rest = url.substring("s3://".length());
    int slash = rest.indexOf('/');
    String prefix = slash < 0 ? "" : rest.substring(slash + 1);
    String region = environment.getOrDefault("AWS_REGION", DEFAULT_REGION);
    String endpoint =
        environment.getOrDefault(ENDPOINT_VARIABLE, "https://s3." + region + ".amazonaws.com");
    return new S3Address(
        endpoint(endpoint),
        region,
        slash < 0 ? rest : rest.substring(0, slash),
        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
        required(environment, "AWS_ACCESS_KEY_ID"),
        required(environment, "AWS_SECRET_ACCESS_KEY"),
        Optional.ofNullable(environment.get("AWS_SESSION_TOKEN")));
  }

  private static URI endpoint(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException wrong) {
      throw noEndpoint(text);
    }
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException("objects in S3 need the variable " + name);
    }
    return value;
  }

  /** Never the keys. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix + " at " + endpoint;
  }
}
