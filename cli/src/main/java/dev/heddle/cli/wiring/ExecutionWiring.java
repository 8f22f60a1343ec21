package dev.heddle.cli.wiring;

import dev.heddle.platform.artifacts.versioned.VersionedArtifacts;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.Waits;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.platform.inquiries.ResponseHandles;
import dev.heddle.platform.operations.OperationsStore;
import dev.heddle.platform.operations.Retention;
import dev.heddle.platform.provenance.Provenance;
import dev.heddle.platform.scripts.ScriptUploads;
import dev.heddle.postgres.artifact.PostgresVersionedArtifactStore;
import dev.heddle.postgres.event.PostgresEventStore;
import dev.heddle.postgres.operations.PostgresOperationsStore;
import dev.heddle.postgres.operations.PostgresRetentionStore;

/** What can be asked of executions, and done with them. */
record ExecutionWiring(
    Foundation foundation,
    CatalogWiring definitions,
    AccessWiring access,
    RunnerWiring runners,
    EngineWiring engine) {

  Executions executions() {
    return new Executions(
        engine.engine(),
        foundation.queries(),
        foundation.logs(),
        definitions.definitions(),
        definitions.workflows(),
        new Waits(
            foundation.queries(),
            engine.catalog(),
            runners.directory(),
            access.claims(),
            foundation.clock()));
  }

  /** Where executions come from. */
  Provenance provenance() {
    return new Provenance(
        foundation.queries(),
        definitions.definitions(),
        definitions.installations(),
        new PostgresEventStore(foundation.database(), foundation.key()));
  }

  Inquiries inquiries() {
    return new Inquiries(engine.engine(), foundation.queries());
  }

  ResponseHandles handles() {
    return new ResponseHandles(foundation.key());
  }

  ScriptUploads scriptUploads() {
    return new ScriptUploads(definitions.definitions(), executions(), runners.artifacts().store());
  }

  /** Files and progress records. */
  VersionedArtifacts artifacts() {
    return new VersionedArtifacts(
        new PostgresVersionedArtifactStore(foundation.database()), foundation.clock());
  }

  /** What all engines of the database have to do. */
  OperationsStore operations() {
    return new PostgresOperationsStore(foundation.database());
  }

  /** Removes what is old. */
  Retention retention() {
    return new Retention(
        new PostgresRetentionStore(foundation.database()),
        runners.artifacts().store(),
        foundation.clock());
  }
}
