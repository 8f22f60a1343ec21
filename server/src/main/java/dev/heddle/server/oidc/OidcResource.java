package dev.heddle.server.oidc;

import dev.heddle.platform.access.Access;
import dev.heddle.platform.access.ExternalLogins;
import dev.heddle.platform.access.ExternalLogins.Command;
import dev.heddle.platform.access.ExternalLogins.Pending;
import dev.heddle.platform.access.ExternalPerson;
import dev.heddle.platform.access.Sessions;
import dev.heddle.server.access.AuthResource;
import dev.heddle.server.access.SessionCookie;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.ProblemCode;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging in at a provider (S1-166): there, and back. */
public final class OidcResource {

  private static final Logger LOG = LoggerFactory.getLogger(OidcResource.class);
  private static final String PAGE = "/ui";
  private static final String HTML = "text/html";
  private static final int SEE_OTHER = 303;
  private static final int FIRST_PORT = 1024;
  private static final int LAST_PORT = 65_535;
  private static final int LONGEST = 1000;
  private static final Pattern CHALLENGE = Pattern.compile("[\\w-]{43}");

  private final Optional<OidcSettings> settings;
  private final Optional<OidcProvider> provider;
  private final Access access;
  private final SessionCookie session;

  public OidcResource(Optional<OidcSettings> settings, Access access, SessionCookie session) {
    this.settings = settings;
    this.provider = settings.map(OidcProvider::new);
    this.access = access;
    this.session = session;
  }

  /** How one can log in. */
  public Reply methods(Call call) {
    call.query();
    return Reply.data(
        MapValue.builder()
            .put("password", true)
            .put(
                "oidc",
                settings
                    .<Value>map(each ->
                        MapValue.builder()
                            .put("name", each.name())
                            .put("start", "/api/v1/auth/oidc/start")
                            .build())
                    .orElse(Value.nothing()))
            .build());
  }

  /** Sends the browser to the provider; what is needed for the way back stays in a cookie. */
  public Reply start(Call call) {
    return shown(call, Optional.empty(), () -> begin(call));
  }

  private Reply begin(Call call) {
    Query query = call.query("command_port", "command_challenge");
    int port = query.number("command_port", 0, FIRST_PORT, LAST_PORT);
    Optional<Command> command =
        query
            .text("command_challenge")
            .filter(challenge -> port > 0 && CHALLENGE.matcher(challenge).matches())
            .map(challenge -> new Command(port, challenge));
    return shown(call, command, () -> toProvider(command));
  }

  private Reply toProvider(Optional<Command> command) {
    Pending pending = access.externalLogins().begin(command);
    try {
      return redirect(
          provider().authorization(pending).toString(),
          cookie(access.externalLogins().seal(pending), ExternalLogins.PATIENCE.toSeconds()));
    } catch (OidcException away) {
      LOG.warn("Nobody can log in at the provider: {}", away.getMessage(), away);
      throw new ProblemException(
          ProblemCode.UNAVAILABLE, "The identity provider does not answer as it should.");
    }
  }

  /** Takes the browser back from the provider and gives it a session. */
  public Reply finish(Call call) {
    return shown(call, Optional.empty(), () -> end(call));
  }

  /** To a browser a person looks at, refusals are pages; a command that waits hears of them. */
  private static Reply shown(Call call, Optional<Command> command, Supplier<Reply> step) {
    try {
      return step.get();
    } catch (ProblemException refused) {
      boolean isBrowser = call.header("Accept").filter(kinds -> kinds.contains(HTML)).isPresent();
      throw isBrowser && !refused.hasPage()
          ? refused.shownAs(LoginFailure.page(refused.problem(), command))
          : refused;
    }
  }

  private Reply end(Call call) {
    Query query = call.query("code", "state", "iss", "session_state", "error", "error_description");
    OidcProvider from = provider();
    Pending pending =
        call.header("Cookie")
            .flatMap(this::read)
            .flatMap(access.externalLogins()::open)
            .filter(each -> IdTokens.same(each.state(), query.text("state").orElse("")))
            .orElseThrow(() -> failed("This login did not begin in this browser, or long ago."));
    return shown(call, pending.command(), () -> login(call, query, from, pending));
  }

  private Reply login(Call call, Query query, OidcProvider from, Pending pending) {
    query
        .text("error")
        .ifPresent(error -> {
          throw failed(refusal(error));
        });
    String code = query.text("code").orElseThrow(() -> failed("The provider gave no code."));
    MapValue claims;
    try {
      claims = from.redeem(code, pending);
    } catch (OidcException wrong) {
      LOG.warn("A login at the provider failed: {}", wrong.getMessage(), wrong);
      throw failed("What the identity provider said proves nothing.");
    }
    Sessions.Begun begun = Answers.of(access.externalLogins().login(person(claims)));
    call.about("identity " + begun.identity().id());
    return pending
        .command()
        .map(command -> toCommand(begun, command))
        .orElseGet(() -> redirect(PAGE, session.set(begun.secret(), Sessions.LIFE)));
  }

  /** The command listens on the machine of the browser, whichever that is. */
  private Reply toCommand(Sessions.Begun begun, Command command) {
    String code = access.externalLogins().handOver(begun, command);
    return new Reply.Body(
        SEE_OTHER,
        "",
        "",
        Map.of("Location", "http://127.0.0.1:" + command.port() + "/?code=" + code));
  }

  /** Gives a command the session that a browser carried to it. */
  public Reply redeem(Call call) {
    Fields fields = call.body();
    String code = fields.requiredText("code", LONGEST);
    String verifier = fields.requiredText("verifier", LONGEST);
    fields.end();
    Sessions.Begun begun = Answers.of(access.externalLogins().takeOver(code, verifier));
    call.about("identity " + begun.identity().id());
    return AuthResource.withTokens(begun);
  }

  private OidcProvider provider() {
    return provider.orElseThrow(
        () -> ProblemException.notFound("This server knows no identity provider."));
  }

  private ExternalPerson person(MapValue claims) {
    OidcSettings known = settings.orElseThrow();
    String subject = Metadata.text(claims, "sub");
    String login = Metadata.text(claims, known.loginClaim());
    String name = Metadata.text(claims, "name");
    Set<String> groups = Metadata.texts(claims, known.groupsClaim());
    return new ExternalPerson(
        known.issuer() + "#" + subject,
        login.isEmpty() ? subject : login,
        name.isEmpty() ? login : name,
        groups,
        known.rolesOf(groups));
  }

  /** Nothing of what the address says is repeated. */
  private static String refusal(String error) {
    return switch (error) {
      case "access_denied" ->
          "The identity provider let nobody in: access was denied, or the login was given up there.";
      case "server_error", "temporarily_unavailable" ->
          "The identity provider cannot let anybody in just now.";
      default -> "The identity provider let nobody in.";
    };
  }

  private static ProblemException failed(String why) {
    return new ProblemException(ProblemCode.UNAUTHENTICATED, why);
  }

  private static Reply redirect(String location, String cookie) {
    return new Reply.Body(SEE_OTHER, "", "", Map.of("Location", location, "Set-Cookie", cookie));
  }

  /** Other sites may send it along, for the provider is one; no script reads it. */
  private String cookie(String sealed, long seconds) {
    return name()
        + "="
        + sealed
        + "; Max-Age="
        + seconds
        + "; Path=/; HttpOnly; SameSite=Lax"
        + (session.secure() ? "; Secure" : "");
  }

  private String name() {
    return session.secure() ? "__Host-heddle_oidc" : "heddle_oidc";
  }

  private Optional<String> read(String header) {
    String start = name() + "=";
    return Arrays.stream(header.split(";", -1))
        .map(String::strip)
        .filter(part -> part.startsWith(start))
        .map(part -> part.substring(start.length()))
        .findFirst();
  }
}
