package dev.heddle.postgres.notification;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.platform.notification.ArtifactNews;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;

/** Writes notifications of objects, which are no rows that a trigger could see. */
public final class PostgresArtifactNews implements ArtifactNews {

  /** Before it is looked up who listens: so a listener knows which transactions may miss it. */
  private static final String BEGIN = "SELECT pg_current_xact_id()::text AS xid";

  private static final String TELL =
      """
      INSERT INTO notification (type, entity_type, ref, started_by, payload)
      SELECT 'artifact_created', 'artifact', e.workflow, e.started_by,
        json_build_object('id', ?, 'execution', e.id, 'action_ref', e.workflow)::text
      FROM workflow_execution e
      WHERE e.id = ? AND EXISTS (SELECT FROM notification_listener WHERE until > now())
      """;

  private final Database database;

  public PostgresArtifactNews(Database database) {
    this.database = database;
  }

  @Override
  public void stored(ArtifactPath path) {
    path.execution()
        .ifPresent(execution ->
            Statements.inTransaction(
                database,
                "The object " + path,
                statements -> {
                  statements.query(BEGIN, row -> Statements.text(row, "xid"));
                  return statements.update(TELL, path.text(), execution.number());
                }));
  }
}
