-- What is set of packs' configurations, over the defaults that stand in pack.content.
CREATE TABLE pack_config (
  pack   text PRIMARY KEY REFERENCES pack ON DELETE CASCADE,
  sealed text NOT NULL
);

COMMENT ON COLUMN pack_config.sealed IS 'all values, always encrypted';
