-- Grows at its end only. Each hash covers its entry and the hash before it, with the server's key.

CREATE TABLE audit_log (
  number     bigint PRIMARY KEY,
  at         timestamptz NOT NULL,
  actor      text        NOT NULL,
  kind       text        NOT NULL,
  credential text        NOT NULL,
  operation  text        NOT NULL,
  target     text        NOT NULL,
  outcome    text        NOT NULL,
  request    text        NOT NULL,
  hash       text        NOT NULL
);

-- The one row that says where the log ends; locking it makes writers take turns.
CREATE TABLE audit_head (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  number bigint NOT NULL,
  hash   text   NOT NULL
) WITH (fillfactor = 50);

INSERT INTO audit_head (number, hash) VALUES (0, '');
