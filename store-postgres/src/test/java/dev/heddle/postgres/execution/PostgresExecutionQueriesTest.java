package dev.heddle.postgres.execution;

import dev.heddle.testkit.contract.ExecutionQueriesContract;
import dev.heddle.testkit.contract.Stores;

class PostgresExecutionQueriesTest extends ExecutionQueriesContract {
  @Override
  protected Stores open() {
    return PostgresStores.create();
  }
}
