package dev.heddle.postgres;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Whoever holds a table for long must not make everybody else wait behind a migration. */
final class ShortLockWaits extends BaseCallback {

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_CONNECT;
  }

  @Override
  public void handle(Event event, Context context) {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute("SET lock_timeout = '10s'");
    } catch (SQLException e) {
      throw new DatabaseException(SqlFailure.message("how long migrations wait", e), e);
    }
  }
}
