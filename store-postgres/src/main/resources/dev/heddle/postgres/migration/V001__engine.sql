-- What the engine writes. JSON stands in text columns: only Heddle writes it, and it is parsed
-- nowhere on the way in; cast it where a query looks inside. Secrets in it are sealed.

CREATE TABLE workflow_execution (
  id               bigint PRIMARY KEY,
  partition        smallint    NOT NULL,
  workflow         text        NOT NULL,
  definition       bigint      NOT NULL,
  status           text        NOT NULL,
  parent_execution bigint,
  parent_task      text,
  depth            smallint    NOT NULL,
  retry_of         bigint,
  started_by       text        NOT NULL,
  trace_tag        text,
  environment      text,
  parameters       text        NOT NULL,
  variables        text        NOT NULL,
  result           text,
  error            text,
  hold             text,
  started_at       timestamptz NOT NULL,
  finished_at      timestamptz,
  deadline_at      timestamptz,
  wake_at          timestamptz
) WITH (fillfactor = 75);

COMMENT ON COLUMN workflow_execution.variables IS 'as they were at the start; tasks hold what they published';
COMMENT ON COLUMN workflow_execution.hold IS 'a pause or a cancellation under way';

CREATE INDEX workflow_execution_unfinished ON workflow_execution (partition)
  WHERE finished_at IS NULL;
CREATE INDEX workflow_execution_wake ON workflow_execution (wake_at)
  WHERE wake_at IS NOT NULL;
CREATE INDEX workflow_execution_children ON workflow_execution (parent_execution)
  WHERE parent_execution IS NOT NULL;

CREATE TABLE workflow_task_execution (
  execution_id  bigint      NOT NULL,
  node          integer     NOT NULL,
  activation    integer     NOT NULL,
  item          integer     NOT NULL,
  attempt       integer     NOT NULL,
  name          text        NOT NULL,
  status        text        NOT NULL,
  item_value    text,
  input         text,
  result        text,
  error         text,
  child_id      bigint,
  in_group      integer     NOT NULL,
  triggers      text,
  scheduled_at  timestamptz NOT NULL,
  started_at    timestamptz,
  ended_at      timestamptz,
  due_at        timestamptz,
  scheduled_seq integer     NOT NULL,
  ended_seq     integer     NOT NULL,
  settled_seq   integer     NOT NULL,
  taken         text,
  published     text,
  PRIMARY KEY (execution_id, node, activation, item, attempt)
) WITH (fillfactor = 60);

COMMENT ON COLUMN workflow_task_execution.item IS 'index in an iteration, -1 for the task as a whole';
COMMENT ON COLUMN workflow_task_execution.settled_seq IS 'when its end was acted upon, in the order of its execution; 0 before';

CREATE TABLE inquiry (
  execution_id bigint      NOT NULL,
  node         integer     NOT NULL,
  activation   integer     NOT NULL,
  item         integer     NOT NULL,
  attempt      integer     NOT NULL,
  task         text        NOT NULL,
  prompt       text        NOT NULL,
  schema       text        NOT NULL,
  assigned_to  text,
  status       text        NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  response     text,
  closed_by    text,
  closed_at    timestamptz,
  PRIMARY KEY (execution_id, node, activation, item, attempt)
);

CREATE INDEX inquiry_pending ON inquiry (created_at) WHERE status = 'pending';

CREATE TABLE task_log (
  number       bigint GENERATED ALWAYS AS IDENTITY,
  execution_id bigint      NOT NULL,
  node         integer,
  activation   integer,
  item         integer,
  attempt      integer,
  stream       text        NOT NULL,
  at           timestamptz NOT NULL,
  line         text        NOT NULL,
  PRIMARY KEY (execution_id, number)
);

-- A node writes only while its lanes stand here: taking over means deleting them (fencing).
CREATE TABLE engine_node (
  node         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text        NOT NULL,
  joined_at    timestamptz NOT NULL DEFAULT now(),
  heartbeat_at timestamptz NOT NULL DEFAULT now(),
  live_for     interval    NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE engine_lane (
  node bigint  NOT NULL REFERENCES engine_node ON DELETE CASCADE,
  lane integer NOT NULL,
  mark bigint  NOT NULL DEFAULT 0,
  PRIMARY KEY (node, lane)
) WITH (fillfactor = 10);

COMMENT ON COLUMN engine_lane.mark IS 'twice the number of its last commit, one more if that was given up';

CREATE TABLE partition_lease (
  partition smallint PRIMARY KEY,
  node      bigint
) WITH (fillfactor = 50);

INSERT INTO partition_lease (partition) SELECT generate_series(0, 255);

CREATE TABLE command_inbox (
  number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partition    smallint    NOT NULL,
  execution_id bigint      NOT NULL,
  command      text        NOT NULL,
  answer       text,
  posted_at    timestamptz NOT NULL DEFAULT now()
);
