package dev.heddle.server.access;

import dev.heddle.platform.access.Access;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.PermissionSet;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;

/** Identities and permission sets, for administrators (S1-166, S1-167). */
public final class IdentityResource {

  private static final String PATH = "/api/v1/identities/";
  private static final String SETS = "/api/v1/permission-sets/";
  private static final int LONGEST = 200;

  private final Access access;

  public IdentityResource(Access access) {
    this.access = access;
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    return Paging.of(query).part(access.identities().list(), IdentityView::toValue);
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(IdentityView.toValue(Answers.of(access.identities().find(call.path("id")))));
  }

  public Reply create(Call call) {
    Fields fields = call.body();
    String login = fields.requiredText("login", LONGEST);
    Identity.Kind kind =
        fields
            .oneOf("kind", Identity.Kind.values(), Identity.Kind::label)
            .orElse(Identity.Kind.USER);
    Identities.Wish wish = wish(fields);
    fields.end();
    Identity made = Answers.of(access.identities().create(call.caller(), kind, login, wish));
    return Reply.created(PATH + made.id(), IdentityView.toValue(made));
  }

  public Reply change(Call call) {
    Fields fields = call.body();
    Identities.Wish wish = wish(fields);
    fields.end();
    Identity changed = Answers.of(access.identities().change(call.caller(), call.path("id"), wish));
    return Reply.data(IdentityView.toValue(changed));
  }

  private static Identities.Wish wish(Fields fields) {
    return new Identities.Wish(
        fields.text("display_name").orElse(null),
        fields.flag("disabled").orElse(null),
        fields.textSet("roles").orElse(null),
        fields.textSet("groups").orElse(null),
        fields.text("password").orElse(null));
  }

  public Reply delete(Call call) {
    call.body().end();
    Identity gone = Answers.of(access.identities().delete(call.caller(), call.path("id")));
    return Reply.data(MapValue.builder().put("login", gone.login()).put("deleted", true).build());
  }

  public Reply createToken(Call call) {
    return AuthResource.created(
        Answers.of(
            access.tokens().create(call.caller(), call.path("id"), AuthResource.wish(call))));
  }

  public Reply listTokens(Call call) {
    call.query();
    Identity identity = Answers.of(access.identities().find(call.path("id")));
    return Reply.data(
        new ListValue(
            access.tokens().list(identity.id()).stream()
                .<Value>map(IdentityView::toValue)
                .toList()));
  }

  public Reply revokeToken(Call call) {
    call.body().end();
    return Reply.data(
        IdentityView.toValue(
            Answers.of(access.tokens().revoke(call.path("id"), call.path("token")))));
  }

  public Reply listSets(Call call) {
    Query query = call.query("page", "per_page");
    return Paging.of(query).part(access.identities().sets(), IdentityView::toValue);
  }

  public Reply getSet(Call call) {
    call.query();
    return access
        .identities()
        .set(call.path("ref"))
        .map(set -> Reply.data(IdentityView.toValue(set)))
        .orElseThrow(() -> ProblemException.notFound("There is no such permission set."));
  }

  public Reply createSet(Call call) {
    Fields fields = call.body();
    String ref = fields.requiredText("ref", LONGEST);
    PermissionSet set = Answers.of(access.identities().createSet(call.caller(), set(ref, fields)));
    return Reply.created(SETS + set.ref(), IdentityView.toValue(set));
  }

  public Reply replaceSet(Call call) {
    PermissionSet wanted = set(call.path("ref"), call.body());
    return Reply.data(
        IdentityView.toValue(Answers.of(access.identities().replaceSet(call.caller(), wanted))));
  }

  private static PermissionSet set(String ref, Fields fields) {
    String label = fields.text("label").orElse(ref);
    String description = fields.text("description").orElse("");
    Value grants = fields.required("grants").orElse(new ListValue(java.util.List.of()));
    fields.end();
    return new PermissionSet(ref, label, description, AuthResource.grants(grants), false);
  }

  public Reply deleteSet(Call call) {
    call.body().end();
    PermissionSet gone = Answers.of(access.identities().deleteSet(call.caller(), call.path("ref")));
    return Reply.data(MapValue.builder().put("ref", gone.ref()).put("deleted", true).build());
  }
}
