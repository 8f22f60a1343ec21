package dev.heddle.server.access;

import dev.heddle.platform.access.Access;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.GrantReader;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Sessions;
import dev.heddle.platform.access.Tokens;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.FieldError;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Problem;
import dev.heddle.server.http.ProblemCode;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logging in and out, and the tokens of whoever asks (S1-166). */
public final class AuthResource {

  private static final int LONGEST = 600;
  private static final int LONGEST_NAME = 200;

  private final Access access;
  private final SessionCookie cookie;

  public AuthResource(Access access, SessionCookie cookie) {
    this.access = access;
    this.cookie = cookie;
  }

  /**
   * Begins a session: of a program, which gets two tokens, or of a browser, which gets a cookie.
   */
  public Reply login(Call call) {
    Fields fields = call.body();
    String login = fields.requiredText("login", LONGEST);
    String password = fields.requiredText("password", LONGEST);
    boolean browser = fields.flag("browser").orElse(false);
    fields.end();
    Sessions.Begun begun = Answers.of(access.sessions().login(login, password, call.address()));
    call.about("identity " + begun.identity().id());
    return browser ? withCookie(begun) : withTokens(begun);
  }

  /** Gives a browser a session for the token it presents once; from then on it has a cookie. */
  public Reply beginSession(Call call) {
    call.body().end();
    Sessions.Begun begun = Answers.of(access.sessions().begin(call.caller()));
    call.about("identity " + begun.identity().id());
    return withCookie(begun);
  }

  /** What a program gets. */
  public static Reply withTokens(Sessions.Begun begun) {
    return Reply.data(
        MapValue.builder()
            .put("login", begun.identity().login())
            .put("token_type", "Bearer")
            .put("access_token", begun.access())
            .put("expires_in", Sessions.ACCESS_LIFE.toSeconds())
            .put("refresh_token", begun.secret())
            .build());
  }

  Reply withCookie(Sessions.Begun begun) {
    MapValue data =
        MapValue.builder()
            .put("login", begun.identity().login())
            .put("guard", access.sessions().guardOf(begun.session()))
            .build();
    return Reply.json(
        200,
        MapValue.builder().put("data", data).build(),
        Map.of("Set-Cookie", cookie.set(begun.secret(), Sessions.LIFE)));
  }

  public Reply refresh(Call call) {
    Fields fields = call.body();
    String secret = fields.requiredText("refresh_token", LONGEST);
    fields.end();
    return withTokens(Answers.of(access.sessions().refresh(secret)));
  }

  /** Ends the session or token the request came with. */
  public Reply logout(Call call) {
    call.body().end();
    access.sessions().logout(call.caller());
    return Reply.json(
        200,
        MapValue.builder().put("data", MapValue.builder().put("logged_out", true).build()).build(),
        Map.of("Set-Cookie", cookie.remove()));
  }

  /** Who asks, and what they may do. */
  public Reply whoami(Call call) {
    call.query();
    Principal caller = call.caller();
    Principal.Credential credential = caller.credential();
    return Reply.data(
        MapValue.builder()
            .put("login", caller.login())
            .put("kind", caller.kind().label())
            .put("names", IdentityView.texts(caller.groups()))
            .put("grants", GrantReader.toValue(caller.rights().grants()))
            .put(
                "guard",
                credential == null
                    ? Value.nothing()
                    : Value.of(access.sessions().guardOf(credential.id())))
            .build());
  }

  public Reply listTokens(Call call) {
    call.query();
    return Reply.data(
        new ListValue(
            access.tokens().list(ownLogin(call)).stream()
                .<Value>map(IdentityView::toValue)
                .toList()));
  }

  public Reply createToken(Call call) {
    String login = ownLogin(call);
    return created(Answers.of(access.tokens().create(call.caller(), login, wish(call))));
  }

  static Reply created(Tokens.Made made) {
    return Reply.created(
        "/api/v1/auth/tokens/" + made.token().id(),
        IdentityView.toValue(made.token()).with("token", Value.of(made.secret())));
  }

  static Tokens.Wish wish(Call call) {
    Fields fields = call.body();
    String name = fields.requiredText("name", LONGEST_NAME);
    int seconds = fields.number("expires_in").orElse(0);
    Value given = fields.any("grants");
    fields.end();
    return new Tokens.Wish(
        name,
        given instanceof dev.heddle.values.NullValue ? null : grants(given),
        seconds == 0 ? null : Duration.ofSeconds(seconds));
  }

  /** Reads grants, or refuses them with every mistake. */
  static List<Grant> grants(Value value) {
    GrantReader reader = new GrantReader();
    List<Grant> grants = reader.read(value, "grants");
    if (!reader.errors().isEmpty()) {
      throw ProblemException.invalid(
          reader.errors().stream()
              .map(error -> FieldError.at(error.path(), error.message()))
              .toList());
    }
    return grants;
  }

  public Reply revokeToken(Call call) {
    call.body().end();
    return Reply.data(
        IdentityView.toValue(Answers.of(access.tokens().revoke(ownLogin(call), call.path("id")))));
  }

  /** Tasks, sensors and workers have the token they were given and no others. */
  private static String ownLogin(Call call) {
    Principal caller = call.caller();
    @Nullable String login =
        switch (caller.kind()) {
          case USER, SERVICE -> caller.login();
          case ANONYMOUS, OPERATOR, EXECUTION, SENSOR, WORKER, SYSTEM -> null;
        };
    if (login == null) {
      throw new ProblemException(Problem.of(ProblemCode.FORBIDDEN));
    }
    return login;
  }
}
