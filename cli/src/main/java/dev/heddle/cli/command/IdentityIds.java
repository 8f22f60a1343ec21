package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.UsageException;

/** Logins may hold what no path may; ids do not. */
final class IdentityIds {

  private IdentityIds() {}

  /**
   * The id of an identity.
   *
   * @throws UsageException if there is none of this login
   */
  static String of(Api api, String login) {
    return api.list(ApiRequest.get("/api/v1/identities"), Integer.MAX_VALUE).items().stream()
        .filter(each -> Shown.text(each, "login").equals(login))
        .map(each -> Shown.text(each, "id"))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("there is no identity " + login, "heddle identity list"));
  }
}
