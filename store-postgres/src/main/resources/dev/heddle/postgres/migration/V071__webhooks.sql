-- Requests that become events. Of keys only hashes are kept; secrets are sealed.

CREATE TABLE trigger_webhook (
  trigger    text PRIMARY KEY,
  key_hash   text        NOT NULL UNIQUE,
  secret     text,
  enabled    boolean     NOT NULL,
  addresses  text[]      NOT NULL,
  per_minute integer,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

COMMENT ON COLUMN trigger_webhook.secret IS 'of signatures; none are asked for without it';
COMMENT ON COLUMN trigger_webhook.addresses IS 'networks requests may come from; empty for any';

INSERT INTO revision (of, number) VALUES ('webhooks', 1);
