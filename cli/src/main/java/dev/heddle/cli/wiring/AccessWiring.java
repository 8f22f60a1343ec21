package dev.heddle.cli.wiring;

import dev.heddle.engine.port.ClaimStore;
import dev.heddle.platform.access.Access;
import dev.heddle.platform.access.RunningAttempts;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.policies.Policies;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.access.PostgresAuditStore;
import dev.heddle.postgres.access.PostgresIdentityStore;
import dev.heddle.postgres.access.PostgresTokenStore;
import dev.heddle.postgres.keys.PostgresKeyStore;
import dev.heddle.postgres.policy.PostgresClaimStore;
import dev.heddle.postgres.policy.PostgresPolicyStore;

/** What may be run: by whom, with which keys, how much at once. */
record AccessWiring(Access access, Keys keys, ClaimStore claims, Policies policies) {

  static AccessWiring of(Foundation foundation, LiveSight live) {
    Database database = foundation.database();
    Access access =
        Access.over(
            new PostgresIdentityStore(database),
            new PostgresTokenStore(database),
            new PostgresAuditStore(database),
            RunningAttempts.of(foundation.queries()),
            foundation.key(),
            foundation.clock());
    Keys keys =
        new Keys(
            new PostgresKeyStore(database),
            foundation.key(),
            foundation.clock(),
            access.starters());
    ClaimStore claims = new PostgresClaimStore(database);
    Policies policies = new Policies(new PostgresPolicyStore(database), claims, foundation.clock());
    live.onChange(policies::refresh);
    return new AccessWiring(access, keys, claims, policies);
  }
}
