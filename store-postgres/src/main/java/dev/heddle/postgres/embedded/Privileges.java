package dev.heddle.postgres.embedded;

/** What the role may do beyond owning its database; it is never a superuser. */
enum Privileges {
  NONE("nocreatedb", ""),

  /** For tests: many programs share the server. */
  CREATE_DATABASES(
      "createdb",
      """
      max_connections = 200
      """);

  private final String sql;
  private final String settings;

  Privileges(String sql, String settings) {
    this.sql = sql;
    this.settings = settings;
  }

  String sql() {
    return sql;
  }

  /** What is set otherwise than where people work: the last line of a setting holds. */
  String settings() {
    return settings;
  }
}
