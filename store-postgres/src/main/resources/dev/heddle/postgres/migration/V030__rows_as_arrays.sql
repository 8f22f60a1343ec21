-- The engine sends the rows of a commit as one array per kind. A released type is never altered, for
-- nodes of the former version go on sending it: another column means another type.

CREATE TYPE execution_insert AS (
  id               bigint,
  workflow         text,
  definition       bigint,
  status           text,
  parent_execution bigint,
  parent_task      text,
  depth            integer,
  retry_of         bigint,
  started_by       text,
  trace_tag        text,
  environment      text,
  parameters       text,
  variables        text,
  result           text,
  error            text,
  hold             text,
  started_at       timestamptz,
  finished_at      timestamptz,
  deadline_at      timestamptz,
  wake_at          timestamptz
);

CREATE TYPE execution_update AS (
  id          bigint,
  status      text,
  result      text,
  error       text,
  hold        text,
  finished_at timestamptz,
  wake_at     timestamptz
);

CREATE TYPE task_insert AS (
  execution_id  bigint,
  node          integer,
  activation    integer,
  item          integer,
  attempt       integer,
  name          text,
  status        text,
  item_value    text,
  input         text,
  result        text,
  error         text,
  child_id      bigint,
  in_group      integer,
  triggers      text,
  scheduled_at  timestamptz,
  started_at    timestamptz,
  ended_at      timestamptz,
  due_at        timestamptz,
  scheduled_seq integer,
  ended_seq     integer,
  settled_seq   integer,
  taken         text,
  published     text
);

CREATE TYPE task_update AS (
  execution_id bigint,
  node         integer,
  activation   integer,
  item         integer,
  attempt      integer,
  status       text,
  input        text,
  result       text,
  error        text,
  child_id     bigint,
  started_at   timestamptz,
  ended_at     timestamptz,
  due_at       timestamptz,
  ended_seq    integer,
  settled_seq  integer,
  taken        text,
  published    text
);

CREATE TYPE log_insert AS (
  execution_id bigint,
  node         integer,
  activation   integer,
  item         integer,
  attempt      integer,
  stream       text,
  at           timestamptz,
  line         text
);
