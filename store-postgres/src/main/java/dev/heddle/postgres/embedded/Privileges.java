package dev.heddle.postgres.embedded;

/** What the role may do beyond owning its database; it is never a superuser. */
enum Privileges {
  NONE("nocreatedb"),
  CREATE_DATABASES("createdb");

  private final String sql;

  Privileges(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
