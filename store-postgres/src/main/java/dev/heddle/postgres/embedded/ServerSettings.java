package dev.heddle.postgres.embedded;

/** The configuration files of the embedded server, rewritten at every start. */
final class ServerSettings {
  private ServerSettings() {}

  /** Durable first (every commit is on disk), then small, then quick to start. */
  static String postgresqlConf(int port, String socketDirectory) {
    return """
    # Written by Heddle at every start of the server; changes made here are lost.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = '%s'
    unix_socket_permissions = 0700
    max_connections = 60
    password_encryption = scram-sha-256

    fsync = on
    synchronous_commit = on
    full_page_writes = on
    wal_level = minimal
    max_wal_senders = 0
    # The bundled build knows only pglz: 100 µs of CPU per page image, more than the disk takes.
    wal_compression = off
    min_wal_size = 128MB
    max_wal_size = 1GB
    checkpoint_timeout = 15min
    checkpoint_completion_target = 0.9
    commit_delay = 0

    shared_buffers = 128MB
    huge_pages = off
    dynamic_shared_memory_type = posix
    io_method = sync
    jit = off
    max_parallel_workers_per_gather = 0
    max_logical_replication_workers = 0
    autovacuum = on
    autovacuum_naptime = 20s

    timezone = 'UTC'
    log_timezone = 'UTC'
    lc_messages = 'C'
    default_text_search_config = 'pg_catalog.english'

    # Errors of statements go to the client that caused them; here they could carry data.
    log_min_messages = log
    log_min_error_statement = panic
    log_checkpoints = off
    log_line_prefix = '%%m [%%p] '
    """
        .formatted(port, socketDirectory.replace("'", "''"));
  }

  /** Nobody but the application role logs in, and never without its password. */
  static String pgHbaConf() {
    return """
    # Written by Heddle at every start of the server; changes made here are lost.
    local all %1$s scram-sha-256
    host all %1$s 127.0.0.1/32 scram-sha-256
    """
        .formatted(Cluster.ROLE);
  }
}
