-- How packs came here, also those that were replaced or removed: executions outlive them. What a server of the version
-- before installs is missing here, and its commit and version are then not known.
CREATE TABLE pack_history (
  pack         text        NOT NULL,
  installed_at timestamptz NOT NULL,
  version      text        NOT NULL,
  directory    text        NOT NULL,
  source       text        NOT NULL,
  commit_hash  text,
  checksum     text        NOT NULL,
  system       boolean     NOT NULL,
  installed_by text        NOT NULL,
  removed_at   timestamptz,
  PRIMARY KEY (pack, installed_at)
);

COMMENT ON COLUMN pack_history.directory IS 'of the copy; definitions name their files in it';
COMMENT ON COLUMN pack_history.removed_at IS 'when the pack was uninstalled, this one or a later one of its kind';
COMMENT ON COLUMN pack_history.commit_hash IS 'of a git repository';

INSERT INTO pack_history
SELECT i.pack, i.installed_at, p.version, p.directory, i.source, NULL, i.checksum, i.system, i.installed_by
FROM pack_installation i JOIN pack p ON p.ref = i.pack;
