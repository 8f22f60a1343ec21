-- Events and what rules make of them. JSON stands in text columns, secrets in it are sealed.

CREATE TABLE event (
  id         bigint PRIMARY KEY,
  trigger    text        NOT NULL,
  rule       text,
  source     text        NOT NULL,
  key        text,
  payload    text        NOT NULL,
  created_at timestamptz NOT NULL
);

COMMENT ON COLUMN event.rule IS 'the only rule it is for: the one whose timer it is of';
COMMENT ON COLUMN event.key IS 'the same for the same happening, however often it is delivered';

CREATE UNIQUE INDEX event_key ON event (key) WHERE key IS NOT NULL;
CREATE INDEX event_trigger ON event (trigger, id);

CREATE TABLE enforcement (
  id         bigint PRIMARY KEY,
  event      bigint      NOT NULL,
  rule       text        NOT NULL,
  trigger    text        NOT NULL,
  action     text        NOT NULL,
  state      text        NOT NULL,
  reason     text        NOT NULL,
  parameters text        NOT NULL,
  warnings   text        NOT NULL,
  definition bigint,
  execution  bigint,
  gate       text,
  room       integer,
  overlap    text,
  started_by text        NOT NULL,
  created_at timestamptz NOT NULL,
  over       boolean     NOT NULL DEFAULT false,
  UNIQUE (event, rule)
) WITH (fillfactor = 80);

COMMENT ON COLUMN enforcement.execution IS 'fixed before it is started: so it is started once';
COMMENT ON COLUMN enforcement.over IS 'it counts no more at its gate';

CREATE INDEX enforcement_rule ON enforcement (rule, id);
CREATE INDEX enforcement_execution ON enforcement (execution) WHERE execution IS NOT NULL;
CREATE INDEX enforcement_created ON enforcement (created_at) WHERE state = 'created';
CREATE INDEX enforcement_gate ON enforcement (gate, id) WHERE gate IS NOT NULL AND NOT over;

-- Rules made by the API, and what was switched of those of packs.
CREATE TABLE rule (
  ref        text PRIMARY KEY,
  document   text,
  enabled    boolean,
  owner      text        NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

-- When the rules on the clock are due.
CREATE TABLE timer (
  rule      text PRIMARY KEY,
  spec      text        NOT NULL,
  anchor_at timestamptz NOT NULL,
  next_at   timestamptz,
  last_at   timestamptz,
  active    boolean     NOT NULL,
  paused    boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 50);

CREATE INDEX timer_due ON timer (next_at) WHERE active AND NOT paused;

INSERT INTO revision (of, number) VALUES ('rules', 1);
