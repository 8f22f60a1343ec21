package dev.heddle.server;

import static dev.heddle.platform.access.Operation.CREATE;
import static dev.heddle.platform.access.Operation.DELETE;
import static dev.heddle.platform.access.Operation.READ;
import static dev.heddle.platform.access.Operation.UPDATE;
import static dev.heddle.platform.access.Resource.AUDIT;
import static dev.heddle.platform.access.Resource.IDENTITIES;
import static dev.heddle.platform.access.Resource.KEYS;
import static dev.heddle.server.http.Policy.KNOWN;
import static dev.heddle.server.http.Policy.PUBLIC;
import static dev.heddle.server.http.Policy.whole;
import static dev.heddle.server.http.Route.V1;
import static dev.heddle.server.http.Route.delete;
import static dev.heddle.server.http.Route.get;
import static dev.heddle.server.http.Route.post;
import static dev.heddle.server.http.Route.put;

import dev.heddle.server.access.AuditResource;
import dev.heddle.server.access.AuthResource;
import dev.heddle.server.access.IdentityResource;
import dev.heddle.server.access.SessionCookie;
import dev.heddle.server.http.Policy;
import dev.heddle.server.http.Route;
import dev.heddle.server.oidc.OidcResource;
import dev.heddle.server.resource.KeyResource;
import java.util.List;
import java.util.stream.Stream;

/** Who may do what: logins, identities, keys, and the record of what was done. */
final class AccessRoutes {

  private AccessRoutes() {}

  static Stream<List<Route>> of(Services services, SessionCookie cookie) {
    IdentityResource identities = new IdentityResource(services.access());
    return Stream.of(
        sessions(new AuthResource(services.access(), cookie)),
        identities(identities),
        permissionSets(identities),
        keys(new KeyResource(services.keys())),
        audit(new AuditResource(services.access().audit())));
  }

  private static List<Route> sessions(AuthResource all) {
    String path = V1 + "/auth";
    return List.of(
        post(path + "/login", "login", PUBLIC, all::login),
        post(path + "/session", "beginSession", KNOWN, all::beginSession),
        post(path + "/refresh", "refreshSession", PUBLIC, all::refresh),
        post(path + "/logout", "logout", KNOWN, all::logout),
        get(path + "/whoami", "whoami", KNOWN, all::whoami),
        get(path + "/tokens", "listTokens", KNOWN, all::listTokens),
        post(path + "/tokens", "createToken", KNOWN, all::createToken),
        delete(path + "/tokens/{id}", "revokeToken", KNOWN, all::revokeToken));
  }

  /** Open to anybody, for nobody is anybody yet who logs in. */
  static List<Route> providers(OidcResource all) {
    String path = V1 + "/auth";
    return List.of(
        get(path + "/methods", "listLoginMethods", PUBLIC, all::methods),
        get(path + "/oidc/start", "startOidcLogin", PUBLIC, all::start),
        get(path + "/oidc/callback", "finishOidcLogin", PUBLIC, all::finish),
        post(path + "/oidc/redeem", "redeemOidcLogin", PUBLIC, all::redeem));
  }

  private static List<Route> identities(IdentityResource all) {
    String path = V1 + "/identities";
    String one = path + "/{id}";
    String tokens = one + "/tokens";
    Policy look = whole(IDENTITIES, READ);
    Policy change = whole(IDENTITIES, UPDATE);
    return List.of(
        get(path, "listIdentities", look, all::list),
        post(path, "createIdentity", whole(IDENTITIES, CREATE), all::create),
        get(one, "getIdentity", look, all::get),
        put(one, "changeIdentity", change, all::change),
        delete(one, "deleteIdentity", whole(IDENTITIES, DELETE), all::delete),
        get(tokens, "listIdentityTokens", look, all::listTokens),
        post(tokens, "createIdentityToken", change, all::createToken),
        delete(tokens + "/{token}", "revokeIdentityToken", change, all::revokeToken));
  }

  private static List<Route> permissionSets(IdentityResource all) {
    String path = V1 + "/permission-sets";
    String one = path + "/{ref}";
    return List.of(
        get(path, "listPermissionSets", whole(IDENTITIES, READ), all::listSets),
        post(path, "createPermissionSet", whole(IDENTITIES, CREATE), all::createSet),
        get(one, "getPermissionSet", whole(IDENTITIES, READ), all::getSet),
        put(one, "replacePermissionSet", whole(IDENTITIES, UPDATE), all::replaceSet),
        delete(one, "deletePermissionSet", whole(IDENTITIES, DELETE), all::deleteSet));
  }

  private static List<Route> keys(KeyResource all) {
    String path = V1 + "/keys";
    return List.of(
        get(path, "listKeys", whole(KEYS, READ), all::list),
        post(path, "setKey", whole(KEYS, UPDATE), all::set),
        delete(path + "/{key_ref}", "deleteKey", whole(KEYS, DELETE), all::delete));
  }

  private static List<Route> audit(AuditResource all) {
    return List.of(
        get(V1 + "/audit", "listAudit", whole(AUDIT, READ), all::list),
        get(V1 + "/audit/verify", "verifyAudit", whole(AUDIT, READ), all::verify));
  }
}
