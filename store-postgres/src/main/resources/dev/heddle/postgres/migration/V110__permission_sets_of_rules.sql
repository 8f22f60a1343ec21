-- What a rule starts may do no more than the permission sets it names.

ALTER TABLE enforcement ADD COLUMN permission_sets text;
ALTER TABLE workflow_execution ADD COLUMN permission_sets text;

COMMENT ON COLUMN workflow_execution.permission_sets IS 'it may do no more than these; empty: all that started_by may';

-- execution_insert with permission_sets and the priority of V107; servers of the former version go on sending that one.
CREATE TYPE execution_start AS (
  id               bigint,
  workflow         text,
  definition       bigint,
  status           text,
  parent_execution bigint,
  parent_task      text,
  depth            integer,
  retry_of         bigint,
  started_by       text,
  permission_sets  text,
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
  wake_at          timestamptz,
  priority         integer
);
