package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ClaimStore;
import dev.heddle.model.policy.Policy;
import dev.heddle.platform.policies.PolicyDocument;
import dev.heddle.platform.policies.PolicyStore;
import dev.heddle.postgres.policy.PostgresClaimStore;
import dev.heddle.postgres.policy.PostgresPolicyStore;
import dev.heddle.testkit.contract.ClaimStoreContract;
import dev.heddle.testkit.contract.Stores;
import dev.heddle.values.Json;
import java.time.Instant;

class PostgresClaimStoreTest extends ClaimStoreContract {

  private final PostgresStores postgres = PostgresStores.create();

  @Override
  protected Stores open() {
    return postgres;
  }

  @Override
  protected ClaimStore claims() {
    return new PostgresClaimStore(postgres.test().database());
  }

  @Override
  protected void put(Policy policy) {
    Instant now = Instant.now();
    new PostgresPolicyStore(postgres.test().database())
        .save(
            new PolicyStore.Row(
                policy.ref(), null, Json.write(PolicyDocument.write(policy)), now, now));
  }
}
