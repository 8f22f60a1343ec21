package dev.heddle.server.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/** One request to a route, by a caller who may make it. */
public final class Call {

  private final Context context;
  private final Caller caller;
  private final Limits limits;

  Call(Context context, Caller caller, Limits limits) {
    this.context = context;
    this.caller = caller;
    this.limits = limits;
  }

  public Caller caller() {
    return caller;
  }

  /** A parameter of the path. */
  public String path(String name) {
    return context.pathParam(name);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  /**
   * The parameters behind the question mark.
   *
   * @throws ProblemException if there are others than {@code known}
   */
  public Query query(String... known) {
    return new Query(context.queryParamMap(), Set.of(known));
  }

  /**
   * The members of the body, which is a JSON object; none if there is no body.
   *
   * @throws ProblemException if the body is something else or beyond the limits
   */
  public Fields body() {
    return new Fields(BodyReader.read(context, limits.body()));
  }
}
