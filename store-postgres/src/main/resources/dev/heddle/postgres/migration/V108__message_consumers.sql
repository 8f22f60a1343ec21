-- Which server consumes the queue of a trigger, and how that goes.

CREATE TABLE message_consumer (
  trigger    text PRIMARY KEY,
  holder     text        NOT NULL,
  until      timestamptz NOT NULL,
  state      text        NOT NULL,
  reason     text        NOT NULL,
  since      timestamptz NOT NULL,
  retry_at   timestamptz,
  taken      bigint      NOT NULL DEFAULT 0,
  refused    bigint      NOT NULL DEFAULT 0,
  refusal    text,
  refused_at timestamptz
) WITH (fillfactor = 50);

COMMENT ON COLUMN message_consumer.taken IS 'messages that became events, or had before';
COMMENT ON COLUMN message_consumer.refusal IS 'why the last message that was refused was';
