-- Actions that the API added to packs; those of a pack's files stand in pack.content.
CREATE TABLE action (
  ref        text PRIMARY KEY,
  pack       text        NOT NULL REFERENCES pack ON DELETE CASCADE,
  file       text        NOT NULL,
  document   text        NOT NULL,
  created_at timestamptz NOT NULL
);

COMMENT ON COLUMN action.document IS 'the action file as JSON, with an absolute entry_point';
