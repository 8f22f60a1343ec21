-- Artifacts and their versions. Bytes stand beside the rows about them: both are stored, or neither, and a backup has both.

CREATE TABLE artifact (
  ref           text PRIMARY KEY,
  owner_type    text        NOT NULL,
  owner         text        NOT NULL,
  kind          text        NOT NULL,
  name          text        NOT NULL,
  keep_versions integer     NOT NULL,
  keep_days     integer,
  latest        integer     NOT NULL DEFAULT 0,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);

COMMENT ON COLUMN artifact.owner IS 'ref of the pack, action or sensor, or login of the identity; empty for the system';
COMMENT ON COLUMN artifact.latest IS 'number of the newest version ever; no number is used again';

CREATE TABLE artifact_version (
  artifact   text        NOT NULL REFERENCES artifact ON DELETE CASCADE,
  number     integer     NOT NULL,
  size       integer     NOT NULL,
  content    bytea       NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (artifact, number)
);

CREATE INDEX artifact_version_age ON artifact_version (created_at);
