-- Who there is and what they may do. Of passwords and tokens only hashes are kept.

CREATE TABLE identity (
  id           text PRIMARY KEY,
  kind         text        NOT NULL,
  login        text        NOT NULL UNIQUE,
  display_name text        NOT NULL,
  disabled     boolean     NOT NULL,
  roles        text[]      NOT NULL,
  groups       text[]      NOT NULL,
  external     text        UNIQUE,
  password     text,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL
);

COMMENT ON COLUMN identity.external IS 'issuer and subject of the identity provider';
COMMENT ON COLUMN identity.password IS 'Argon2id';

CREATE TABLE permission_set (
  ref         text PRIMARY KEY,
  label       text NOT NULL,
  description text NOT NULL,
  grants      text NOT NULL
);

CREATE TABLE access_token (
  id          text PRIMARY KEY,
  kind        text        NOT NULL,
  identity    text REFERENCES identity ON DELETE CASCADE,
  name        text        NOT NULL,
  grants      text,
  hash        text        NOT NULL UNIQUE,
  former_hash text        UNIQUE,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz
);

CREATE INDEX access_token_identity ON access_token (identity);

COMMENT ON COLUMN access_token.former_hash IS 'of a session: the secret before this one';

CREATE TABLE login_failure (
  key      text        NOT NULL,
  at       timestamptz NOT NULL
);

CREATE INDEX login_failure_key ON login_failure (key, at);

INSERT INTO revision (of, number) VALUES ('access', 1);
