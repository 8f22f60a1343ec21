package dev.heddle.postgres.policy;

import dev.heddle.engine.port.ClaimStore;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.policy.Policy;
import dev.heddle.platform.policies.PolicyDocument;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Claims as rows of {@code policy_claim}. One transaction at a time rules under a policy; whether a
 * holder has ended stands in the holder's own row, so that nothing can be forgotten.
 */
public final class PostgresClaimStore implements ClaimStore {

  /** Whether the holder of claim {@code c} has not ended. */
  private static final String LIVE =
      """
      EXISTS (
        SELECT FROM workflow_execution e WHERE e.id = c.execution_id AND e.finished_at IS NULL)
      AND (c.node IS NULL OR EXISTS (
        SELECT FROM workflow_task_execution t
        WHERE t.execution_id = c.execution_id AND t.node = c.node AND t.activation = c.activation
          AND t.item = c.item AND t.attempt = c.attempt AND t.ended_at IS NULL))
      """;

  /**
   * Whether the holder of claim {@code c} could begin: an attempt of an execution that is paused or
   * stopping could not, and would hold a slot without using it.
   */
  private static final String READY =
      """
      CASE WHEN c.node IS NULL THEN EXISTS (
        SELECT FROM workflow_execution e WHERE e.id = c.execution_id AND e.finished_at IS NULL)
      ELSE EXISTS (
        SELECT FROM workflow_task_execution t
        JOIN workflow_execution e
          ON e.id = t.execution_id AND e.finished_at IS NULL AND e.hold IS NULL
        WHERE t.execution_id = c.execution_id AND t.node = c.node AND t.activation = c.activation
          AND t.item = c.item AND t.attempt = c.attempt AND t.ended_at IS NULL) END
      """;

  /** Whether the holder of claim {@code c} could act on what was ruled and has not. */
  private static final String UNHEARD =
      """
      CASE WHEN c.node IS NULL THEN EXISTS (
        SELECT FROM workflow_execution e WHERE e.id = c.execution_id AND e.status = 'requested')
      ELSE EXISTS (
        SELECT FROM workflow_task_execution t
        JOIN workflow_execution e
          ON e.id = t.execution_id AND e.finished_at IS NULL AND e.hold IS NULL
        WHERE t.execution_id = c.execution_id AND t.node = c.node AND t.activation = c.activation
          AND t.item = c.item AND t.attempt = c.attempt AND t.status = 'waiting') END
      """;

  private static final int MOST_AT_ONCE = 1_000;
  private static final int MOST_HOLDERS = 5;

  private final Database database;

  public PostgresClaimStore(Database database) {
    this.database = database;
  }

  private record Row(long number, Claim claim) {}

  @Override
  public Set<String> waiting() {
    return Statements.inTransaction(
        database,
        "The policies that hold something back",
        statements ->
            new HashSet<>(
                statements.query(
                    "SELECT DISTINCT policy FROM policy_claim WHERE ruled_at IS NULL",
                    row -> Statements.text(row, "policy"))));
  }

  @Override
  public Optional<List<Ruling>> rule(
      String policy, Instant now, Function<Line, List<Ruling>> rule) {
    return Statements.inTransaction(
        database,
        "Claims under policy " + policy,
        statements -> {
          // Only one node rules under a policy at a time; the lock ends with the transaction.
          boolean ours =
              statements
                  .first(
                      "SELECT pg_try_advisory_xact_lock(hashtextextended('policy ' || ?, 0))",
                      row -> row.getBoolean(1),
                      policy)
                  .orElse(false);
          return ours ? Optional.of(rule(statements, policy, now, rule)) : Optional.empty();
        });
  }

  private static List<Ruling> rule(
      Statements statements, String policy, Instant now, Function<Line, List<Ruling>> rule)
      throws SQLException {
    Optional<Policy> inForce = policy(statements, policy);
    Map<String, Integer> held = held(statements, policy);
    Map<Claim, Row> waiting = new LinkedHashMap<>();
    for (Row row : waiting(statements, policy, inForce, held)) {
      waiting.put(row.claim(), row);
    }
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Ruling> rulings =
        rule.apply(
            new Line(
                inForce,
                held,
                recent(statements, policy, inForce, now),
                total(statements, policy, inForce),
                List.copyOf(waiting.keySet())));
    write(statements, now, rulings, waiting);
    count(statements, policy, inForce, now, rulings);
    return rulings;
  }

  private static void write(
      Statements statements, Instant now, List<Ruling> rulings, Map<Claim, Row> waiting)
      throws SQLException {
    List<String> numbers = new ArrayList<>();
    List<@Nullable String> denials = new ArrayList<>();
    for (Ruling ruling : rulings) {
      Row row = waiting.get(ruling.claim());
      if (row != null) {
        numbers.add(String.valueOf(row.number()));
        denials.add(ruling.denial());
      }
    }
    if (!numbers.isEmpty()) {
      statements.update(
          """
          UPDATE policy_claim AS c SET ruled_at = ?, denial = r.denial
          FROM unnest(?::bigint[], ?) AS r (number, denial) WHERE c.number = r.number
          """,
          now,
          numbers,
          denials);
    }
  }

  private static Optional<Policy> policy(Statements statements, String ref) throws SQLException {
    return statements
        .first(
            "SELECT document FROM policy WHERE ref = ?",
            row -> PolicyDocument.stored(Statements.text(row, "document")),
            ref)
        .filter(policy -> policy.enabled() && policy.limits());
  }

  /**
   * In order; where keys are counted apart, no key keeps the others from being seen. Of a line that
   * is full nothing is read.
   */
  private static List<Row> waiting(
      Statements statements, String policy, Optional<Policy> inForce, Map<String, Integer> held)
      throws SQLException {
    Optional<Policy.Concurrency> line =
        inForce
            .flatMap(Policy::concurrency)
            .filter(concurrency -> concurrency.method() == Policy.Method.ENQUEUE);
    if (line.filter(concurrency -> !concurrency.parameters().isEmpty()).isPresent()) {
      return ofKeys(statements, policy, line.get().limit(), held);
    }
    int room =
        line.map(concurrency -> concurrency.limit() - held.getOrDefault("", 0))
            .orElse(MOST_AT_ONCE);
    if (room <= 0) {
      return List.of();
    }
    return statements.query(
        "SELECT c.* FROM policy_claim c WHERE c.policy = ? AND c.ruled_at IS NULL AND "
            + READY
            + " ORDER BY c.priority DESC, c.number LIMIT ?",
        PostgresClaimStore::row,
        policy,
        Math.min(room, MOST_AT_ONCE));
  }

  private static List<Row> ofKeys(
      Statements statements, String policy, int limit, Map<String, Integer> held)
      throws SQLException {
    List<String> keys = new ArrayList<>();
    List<String> slots = new ArrayList<>();
    held.forEach((key, used) -> {
      keys.add(key);
      slots.add(String.valueOf(used));
    });
    return statements.query(
        "SELECT c.* FROM (SELECT c.*, row_number() OVER (PARTITION BY key ORDER BY priority DESC,"
            + " number) AS place"
            + " FROM policy_claim c WHERE c.policy = ? AND c.ruled_at IS NULL AND "
            + READY
            + """
            ) c LEFT JOIN unnest(?, ?::bigint[]) AS held (key, slots) ON held.key = c.key
            WHERE c.place + coalesce(held.slots, 0) <= ? ORDER BY c.priority DESC, c.number LIMIT ?
            """,
        PostgresClaimStore::row,
        policy,
        keys,
        slots,
        limit,
        MOST_AT_ONCE);
  }

  private static Map<String, Integer> held(Statements statements, String policy)
      throws SQLException {
    Map<String, Integer> held = new HashMap<>();
    statements.query(
        "SELECT c.key, count(*) AS slots FROM policy_claim c WHERE c.policy = ?"
            + " AND c.ruled_at IS NOT NULL AND c.denial IS NULL AND "
            + LIVE
            + " GROUP BY c.key",
        row -> held.put(Statements.text(row, "key"), row.getInt("slots")),
        policy);
    return held;
  }

  private static long recent(
      Statements statements, String policy, Optional<Policy> inForce, Instant now)
      throws SQLException {
    Optional<Policy.Rate> rate = inForce.flatMap(Policy::rate);
    if (rate.isEmpty()) {
      return 0;
    }
    Instant opened = now.minus(rate.get().window());
    statements.update("DELETE FROM policy_admission WHERE policy = ? AND at <= ?", policy, opened);
    return statements
        .first(
            "SELECT count(*) FROM policy_admission WHERE policy = ?", row -> row.getLong(1), policy)
        .orElse(0L);
  }

  private static long total(Statements statements, String policy, Optional<Policy> inForce)
      throws SQLException {
    if (!countsAll(inForce)) {
      return 0;
    }
    return statements
        .first("SELECT admitted FROM policy_total WHERE policy = ?", row -> row.getLong(1), policy)
        .orElse(0L);
  }

  private static boolean countsAll(Optional<Policy> inForce) {
    return inForce.stream()
        .flatMap(policy -> policy.quotas().stream())
        .anyMatch(quota -> quota.type() == Policy.Quota.Type.EXECUTIONS_TOTAL);
  }

  private static void count(
      Statements statements,
      String policy,
      Optional<Policy> inForce,
      Instant now,
      List<Ruling> rulings)
      throws SQLException {
    long admitted = rulings.stream().filter(ruling -> ruling.denial() == null).count();
    if (admitted == 0) {
      return;
    }
    if (inForce.flatMap(Policy::rate).isPresent()) {
      statements.update(
          "INSERT INTO policy_admission (policy, at) SELECT ?, ? FROM generate_series(1, ?)",
          policy,
          now,
          (int) admitted);
    }
    if (countsAll(inForce)) {
      statements.update(
          """
          INSERT INTO policy_total (policy, admitted) VALUES (?, ?)
          ON CONFLICT (policy) DO UPDATE SET admitted = policy_total.admitted + excluded.admitted
          """,
          policy,
          admitted);
    }
  }

  @Override
  public List<Ruling> unheard(Instant before, int limit) {
    return Statements.inTransaction(
        database,
        "Rulings nobody has followed",
        statements ->
            statements.query(
                "SELECT c.* FROM policy_claim c WHERE c.ruled_at < ? AND "
                    + UNHEARD
                    + " ORDER BY c.number LIMIT ?",
                row -> new Ruling(row(row).claim(), row.getString("denial")),
                before,
                limit));
  }

  @Override
  public int tidy() {
    return Statements.inTransaction(
        database,
        "Claims of those that have ended",
        statements -> statements.update("DELETE FROM policy_claim c WHERE NOT (" + LIVE + ")"));
  }

  @Override
  public Queue queue(String policy, int limit) {
    String held =
        " FROM policy_claim c WHERE c.policy = ? AND c.ruled_at IS NOT NULL AND c.denial IS NULL"
            + " AND "
            + LIVE;
    String waits = " FROM policy_claim c WHERE c.policy = ? AND c.ruled_at IS NULL AND " + LIVE;
    return Statements.inTransaction(
        database,
        "The line of policy " + policy,
        statements ->
            new Queue(
                statements.query(
                    "SELECT c.*" + held + " ORDER BY c.number LIMIT ?",
                    PostgresClaimStore::holder,
                    policy,
                    limit),
                statements.query(
                    "SELECT c.*" + waits + " ORDER BY c.priority DESC, c.number LIMIT ?",
                    row -> row(row).claim(),
                    policy,
                    limit),
                count(statements, held, policy),
                count(statements, waits, policy)));
  }

  private static long count(Statements statements, String of, String policy) throws SQLException {
    return statements.first("SELECT count(*)" + of, row -> row.getLong(1), policy).orElse(0L);
  }

  @Override
  public List<Standing> standings(ExecutionId execution) {
    return Statements.inTransaction(
        database,
        "What execution " + execution + " waits for",
        statements -> {
          List<Standing> standings = new ArrayList<>();
          List<Row> own =
              statements.query(
                  "SELECT c.* FROM policy_claim c WHERE c.execution_id = ? AND c.ruled_at IS NULL"
                      + " ORDER BY c.number LIMIT ?",
                  PostgresClaimStore::row,
                  execution.number(),
                  MOST_AT_ONCE);
          for (Row row : own) {
            standings.add(standing(statements, row));
          }
          return standings;
        });
  }

  private static Standing standing(Statements statements, Row row) throws SQLException {
    Claim claim = row.claim();
    long ahead =
        statements
            .first(
                "SELECT count(*) FROM policy_claim c WHERE c.policy = ? AND c.key = ?"
                    + " AND c.ruled_at IS NULL AND c.priority >= ?"
                    + " AND (c.priority > ? OR c.number < ?)",
                found -> found.getLong(1),
                claim.policy(),
                claim.key(),
                claim.priority(),
                claim.priority(),
                row.number())
            .orElse(0L);
    List<Holder> holders =
        statements.query(
            "SELECT c.* FROM policy_claim c WHERE c.policy = ? AND c.key = ?"
                + " AND c.ruled_at IS NOT NULL AND c.denial IS NULL AND "
                + LIVE
                + " ORDER BY c.number LIMIT ?",
            PostgresClaimStore::holder,
            claim.policy(),
            claim.key(),
            MOST_HOLDERS);
    return new Standing(claim, ahead, holders);
  }

  private static Holder holder(ResultSet row) throws SQLException {
    return new Holder(row(row).claim(), Statements.instant(row, "ruled_at"));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("number"),
        new Claim(
            new ExecutionId(row.getLong("execution_id")),
            task(row),
            Statements.text(row, "policy"),
            Statements.text(row, "key"),
            row.getInt("priority"),
            Statements.instant(row, "claimed_at")));
  }

  private static @Nullable TaskKey task(ResultSet row) throws SQLException {
    int node = row.getInt("node");
    return row.wasNull()
        ? null
        : new TaskKey(node, row.getInt("activation"), row.getInt("item"), row.getInt("attempt"));
  }
}
