package dev.heddle.postgres.artifact;

import dev.heddle.platform.artifacts.versioned.Artifact;
import dev.heddle.platform.artifacts.versioned.Artifact.Kind;
import dev.heddle.platform.artifacts.versioned.Artifact.Retention;
import dev.heddle.platform.artifacts.versioned.Artifact.Version;
import dev.heddle.platform.artifacts.versioned.VersionedArtifactStore;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Artifacts as rows of {@code artifact}, their bytes as rows of {@code artifact_version}. Whoever
 * listens is told of both in the transaction that writes them (S1-174).
 */
public final class PostgresVersionedArtifactStore implements VersionedArtifactStore {

  private static final String ARTIFACTS =
      """
      SELECT a.*,
        (SELECT count(*) FROM artifact_version v WHERE v.artifact = a.ref) AS versions,
        (SELECT v.size::bigint FROM artifact_version v WHERE v.artifact = a.ref
          ORDER BY v.number DESC LIMIT 1) AS size
      FROM artifact a
      """;

  private static final String CREATE =
      """
      INSERT INTO artifact
        (ref, owner_type, owner, kind, name, keep_versions, keep_days, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /** Its row is locked from here on: two uploads at once get two numbers. */
  private static final String NEXT =
      """
      UPDATE artifact SET latest = latest + 1, updated_at = ? WHERE ref = ?
      RETURNING latest, keep_versions
      """;

  private static final String ADD =
      """
      INSERT INTO artifact_version (artifact, number, size, content, created_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  private static final String REMOVE_MANY =
      """
      DELETE FROM artifact_version WHERE artifact = ? AND number <= ?
      """;

  private static final String REMOVE_OLD =
      """
      DELETE FROM artifact_version WHERE (artifact, number) IN (
        SELECT v.artifact, v.number FROM artifact_version v JOIN artifact a ON a.ref = v.artifact
        WHERE v.created_at < ?::timestamptz - make_interval(hours => 24 * a.keep_days)
        LIMIT ?)
      """;

  /** After what it tells of: so the transaction has its number before it looks who listens. */
  private static final String TELL =
      """
      INSERT INTO notification (type, entity_type, ref, started_by, payload)
      SELECT ?, 'artifact', a.ref, CASE a.owner_type WHEN 'identity' THEN a.owner END,
        json_strip_nulls(json_build_object('id', a.ref, 'kind', a.kind,
          'owner_type', a.owner_type, 'owner', a.owner, 'version', ?::integer))::text
      FROM artifact a
      WHERE a.ref = ? AND EXISTS (SELECT FROM notification_listener WHERE until > now())
      """;

  private final Database database;

  public PostgresVersionedArtifactStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Artifact> all() {
    return Statements.inTransaction(
        database,
        "The artifacts",
        statements ->
            statements.query(
                ARTIFACTS + "ORDER BY a.ref COLLATE \"C\"", PostgresVersionedArtifactStore::row));
  }

  @Override
  public Optional<Artifact> find(String ref) {
    return Statements.inTransaction(
        database,
        "Artifact " + ref,
        statements ->
            statements.first(
                ARTIFACTS + "WHERE a.ref = ?", PostgresVersionedArtifactStore::row, ref));
  }

  private static Artifact row(ResultSet row) throws SQLException {
    return new Artifact(
        Statements.text(row, "ref"),
        new KeyOwner(
            KeyOwner.Type.of(Statements.text(row, "owner_type")), Statements.text(row, "owner")),
        Kind.of(Statements.text(row, "kind")),
        Statements.text(row, "name"),
        new Retention(row.getInt("keep_versions"), row.getObject("keep_days", Integer.class)),
        row.getInt("versions"),
        row.getInt("latest"),
        row.getObject("size", Long.class),
        Statements.instant(row, "created_at"),
        Statements.instant(row, "updated_at"));
  }

  @Override
  public boolean create(Artifact artifact) {
    return Statements.inTransaction(
        database,
        "Artifact " + artifact.ref(),
        statements -> {
          int created =
              statements.update(
                  CREATE,
                  artifact.ref(),
                  artifact.owner().type().label(),
                  artifact.owner().name(),
                  artifact.kind().label(),
                  artifact.name(),
                  artifact.retention().versions(),
                  artifact.retention().days(),
                  artifact.createdAt(),
                  artifact.updatedAt());
          if (created > 0) {
            statements.update(TELL, "artifact_created", null, artifact.ref());
          }
          return created > 0;
        });
  }

  private record Next(int number, int kept) {}

  @Override
  public Optional<Version> add(String ref, byte[] content, Instant now) {
    return Statements.inTransaction(
        database,
        "A version of artifact " + ref,
        statements -> {
          Optional<Next> next =
              statements.first(NEXT, row -> new Next(row.getInt(1), row.getInt(2)), now, ref);
          if (next.isEmpty()) {
            return Optional.empty();
          }
          int number = next.get().number();
          statements.update(ADD, ref, number, content.length, content, now);
          statements.update(REMOVE_MANY, ref, number - next.get().kept());
          statements.update(TELL, "artifact_updated", number, ref);
          return Optional.of(new Version(number, content.length, now));
        });
  }

  @Override
  public List<Version> versions(String ref) {
    return Statements.inTransaction(
        database,
        "The versions of artifact " + ref,
        statements ->
            statements.query(
                "SELECT number, size, created_at FROM artifact_version WHERE artifact = ?"
                    + " ORDER BY number DESC",
                row ->
                    new Version(
                        row.getInt("number"),
                        row.getLong("size"),
                        Statements.instant(row, "created_at")),
                ref));
  }

  @Override
  public Optional<byte[]> content(String ref, int number) {
    return Statements.inTransaction(
        database,
        "A version of artifact " + ref,
        statements ->
            statements.first(
                "SELECT content FROM artifact_version WHERE artifact = ? AND number = ?",
                row -> row.getBytes(1),
                ref,
                number));
  }

  @Override
  public boolean delete(String ref) {
    return Statements.inTransaction(
        database,
        "Artifact " + ref,
        statements -> statements.update("DELETE FROM artifact WHERE ref = ?", ref) > 0);
  }

  @Override
  public int removeOld(Instant now, int most) {
    return Statements.inTransaction(
        database,
        "Old versions of artifacts",
        statements -> statements.update(REMOVE_OLD, now, most));
  }
}
