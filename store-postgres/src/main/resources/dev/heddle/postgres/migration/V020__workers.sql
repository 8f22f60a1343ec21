-- What servers tell each other about themselves and their workers; some seconds old.

CREATE TABLE server_address (
  server  text PRIMARY KEY,
  address text        NOT NULL,
  seen_at timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE worker_stream (
  instance     text        NOT NULL,
  server       text        NOT NULL,
  name         text        NOT NULL,
  queues       text[]      NOT NULL,
  labels       text        NOT NULL,
  taints       text        NOT NULL,
  slots        integer     NOT NULL,
  version      text        NOT NULL,
  in_process   boolean     NOT NULL,
  connected    boolean     NOT NULL,
  draining     boolean     NOT NULL,
  running      integer     NOT NULL,
  connected_at timestamptz NOT NULL,
  seen_at      timestamptz NOT NULL,
  PRIMARY KEY (instance, server)
) WITH (fillfactor = 50);

COMMENT ON COLUMN worker_stream.instance IS 'a worker; it has a stream to each server';
COMMENT ON COLUMN worker_stream.running IS 'its attempts of that server';
