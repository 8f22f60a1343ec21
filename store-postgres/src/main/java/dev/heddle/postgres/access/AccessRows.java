package dev.heddle.postgres.access;

import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.GrantReader;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.PermissionSet;
import dev.heddle.platform.access.Token;
import dev.heddle.postgres.Statements;
import dev.heddle.values.Json;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of identities, permission sets and tokens. */
final class AccessRows {

  private AccessRows() {}

  /**
   * An identity.
   *
   * @param prefix of its columns, where they stand beside others
   */
  static Identity identity(ResultSet row, String prefix) throws SQLException {
    return new Identity(
        Statements.text(row, prefix + "id"),
        Identity.Kind.of(Statements.text(row, prefix + "kind")),
        Statements.text(row, prefix + "login"),
        Statements.text(row, prefix + "display_name"),
        row.getBoolean(prefix + "disabled"),
        texts(row, prefix + "roles"),
        texts(row, prefix + "groups"),
        row.getString(prefix + "external"),
        Statements.instant(row, prefix + "created_at"),
        Statements.instant(row, prefix + "updated_at"));
  }

  private static Set<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return Set.of((String[]) array.getArray());
  }

  static PermissionSet set(ResultSet row) throws SQLException {
    return new PermissionSet(
        Statements.text(row, "ref"),
        Statements.text(row, "label"),
        Statements.text(row, "description"),
        grants(Statements.text(row, "grants")),
        false);
  }

  static Token token(ResultSet row) throws SQLException {
    String grants = row.getString("grants");
    return new Token(
        Statements.text(row, "id"),
        Token.Kind.of(Statements.text(row, "kind")),
        row.getString("identity"),
        Statements.text(row, "name"),
        grants == null ? null : grants(grants),
        Statements.instant(row, "created_at"),
        time(row, "expires_at"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** What cannot be read any more permits nothing. */
  private static List<Grant> grants(String json) {
    return new GrantReader().read(Json.read(json), "grants");
  }

  static String text(List<Grant> grants) {
    return Json.write(GrantReader.toValue(grants));
  }
}
