package dev.heddle.server.access;

import dev.heddle.platform.audit.AuditEntry;
import dev.heddle.platform.audit.AuditLog;
import dev.heddle.platform.audit.AuditStore;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;

/** The audit log, for those who watch the others. */
public final class AuditResource {

  private static final int MOST = 500;
  private static final int USUAL = 100;

  private final AuditLog log;

  public AuditResource(AuditLog log) {
    this.log = log;
  }

  /** Newest first; {@code before} goes on where the last page ended. */
  public Reply list(Call call) {
    Query query = call.query("actor", "operation", "before", "limit");
    AuditStore.Filter filter =
        new AuditStore.Filter(
            query.text("actor").orElse(null), query.text("operation").orElse(null));
    List<AuditEntry> entries =
        log.list(
            filter,
            query.number("before", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
            query.number("limit", USUAL, 1, MOST));
    return Reply.data(
        new ListValue(
            entries.stream()
                .<Value>map(entry -> entry.toValue().with("hash", Value.of(entry.hash())))
                .toList()));
  }

  /** Reads the whole log and says whether anybody has changed it. */
  public Reply verify(Call call) {
    call.query();
    return Reply.data(
        switch (log.verify()) {
          case AuditLog.Verdict.Intact(long entries, String hash) ->
              MapValue.builder()
                  .put("intact", true)
                  .put("entries", entries)
                  .put("hash", hash)
                  .build();
          case AuditLog.Verdict.Broken(long number, String reason) ->
              MapValue.builder()
                  .put("intact", false)
                  .put("number", number)
                  .put("reason", reason)
                  .build();
        });
  }
}
