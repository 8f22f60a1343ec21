package dev.heddle.server.http;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One request to a route, by a caller who may make it. */
public final class Call {

  private final Sent sent;
  private final Principal caller;
  private final Limits limits;
  private final String address;
  private final String request = UUID.randomUUID().toString();
  private String about = "";
  private boolean narrowed;

  Call(Sent sent, Principal caller, Limits limits, String address) {
    this.sent = sent;
    this.caller = caller;
    this.limits = limits;
    this.address = address;
  }

  public Principal caller() {
    return caller;
  }

  /** The things the caller may do this with; lists show no others. */
  public Reach reach(Resource resource, Operation operation) {
    narrowed = true;
    return caller.rights().reach(new Permission(resource, operation));
  }

  /**
   * Makes sure the caller may do this with one thing the body or the query names.
   *
   * @throws ProblemException 403, or 404 if the caller may not even see it
   */
  public void require(Resource resource, Operation operation, Target target) {
    narrowed = true;
    Authority.require(caller, new Permission(resource, operation), target);
  }

  /** Which request it is: the answer and the audit log name it. */
  String request() {
    return request;
  }

  /** Says what the request turned out to be about, for the audit log; no secret. */
  public void about(String what) {
    about = what;
  }

  String about() {
    return about;
  }

  /** All parameters of the path. */
  Map<String, String> paths() {
    return sent.paths();
  }

  boolean isNarrowed() {
    return narrowed;
  }

  /** Where the request comes from. */
  public String address() {
    return address;
  }

  /** A parameter of the path. */
  public String path(String name) {
    String value = sent.paths().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path has no " + name);
    }
    return value;
  }

  /**
   * A parameter of the path that is a number; what is none names nothing.
   *
   * @param what the kind of thing it should name
   */
  public long number(String name, String what) {
    try {
      return Long.parseLong(path(name));
    } catch (NumberFormatException _) {
      throw ProblemException.notFound("There is no such " + what + ".");
    }
  }

  public Optional<String> header(String name) {
    return sent.header(name);
  }

  /**
   * The parameters behind the question mark.
   *
   * @throws ProblemException if there are others than {@code known}
   */
  public Query query(String... known) {
    return new Query(sent.query(), Set.of(known));
  }

  /**
   * The members of the body, which is a JSON object; none if there is no body.
   *
   * @throws ProblemException if the body is something else or beyond the limits
   */
  public Fields body() {
    return new Fields(BodyReader.read(sent, limits.body()));
  }

  /**
   * The parts of the body, which is a form.
   *
   * @throws ProblemException if the body is something else or beyond the limits
   */
  public Form form() {
    return Form.read(sent.header("Content-Type").orElse(""), BodyReader.bytes(sent, limits.body()));
  }

  /**
   * The whole body, of any type.
   *
   * @throws ProblemException if it is beyond the limits
   */
  public byte[] raw() {
    return BodyReader.bytes(sent, limits.body());
  }

  /**
   * The whole body, of any type and with a limit of its own.
   *
   * @throws ProblemException if it is larger, before it is read where that is known
   */
  public byte[] raw(int most) {
    BodyReader.checkAnnounced(sent, most);
    return BodyReader.bytes(sent, most);
  }

  /** The body as it comes; whoever reads it bounds it. */
  public InputStream bytes() {
    try {
      return sent.body();
    } catch (IOException broken) {
      throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body could not be read.");
    }
  }
}
