-- How packs came here; the pack itself stands in pack.
CREATE TABLE pack_installation (
  pack         text PRIMARY KEY REFERENCES pack ON DELETE CASCADE,
  source       text        NOT NULL,
  checksum     text        NOT NULL,
  system       boolean     NOT NULL,
  installed_by text        NOT NULL,
  installed_at timestamptz NOT NULL
);

COMMENT ON COLUMN pack_installation.checksum IS 'over the names and contents of all its files';
