-- Work queues and what is in them. An item is leased by an execution; whether that goes on stands in its own row.

CREATE TABLE work_queue (
  ref         text PRIMARY KEY,
  pack        text REFERENCES pack ON DELETE CASCADE,
  document    text        NOT NULL,
  owner       text        NOT NULL,
  burst       bigint      NOT NULL DEFAULT 0,
  busy        boolean     NOT NULL DEFAULT false,
  started     bigint      NOT NULL DEFAULT 0,
  emptied     bigint      NOT NULL DEFAULT 0,
  next_at     timestamptz,
  problem     text,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL
) WITH (fillfactor = 70);

COMMENT ON COLUMN work_queue.pack IS 'the pack whose files it is one of; null if the API made it';
COMMENT ON COLUMN work_queue.burst IS 'how often it got items while it had none';
COMMENT ON COLUMN work_queue.started IS 'the last burst whose beginning became an event; emptied: whose end';
COMMENT ON COLUMN work_queue.next_at IS 'before that no further execution starts';
COMMENT ON COLUMN work_queue.problem IS 'why its action cannot be started';

CREATE TABLE work_queue_item (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue      text        NOT NULL REFERENCES work_queue ON DELETE CASCADE,
  item_key   text,
  priority   integer     NOT NULL,
  payload    text        NOT NULL,
  state      text        NOT NULL,
  attempts   integer     NOT NULL DEFAULT 0,
  execution  bigint,
  error      text,
  due_at     timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX work_queue_item_waiting ON work_queue_item (queue, priority DESC, id)
  WHERE state IN ('queued', 'retry');
CREATE INDEX work_queue_item_leased ON work_queue_item (queue, execution) WHERE state = 'leased';
CREATE INDEX work_queue_item_all ON work_queue_item (queue, id);
CREATE UNIQUE INDEX work_queue_item_key ON work_queue_item (queue, item_key)
  WHERE state IN ('queued', 'retry') AND item_key IS NOT NULL;

INSERT INTO revision (of, number) VALUES ('queues', 1);

CREATE FUNCTION note_queue_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM notification_listener WHERE until > now()) THEN
    INSERT INTO notification (type, entity_type, ref, payload)
    VALUES (
      'work_queue_item_' || CASE TG_OP WHEN 'INSERT' THEN 'created' ELSE 'status_changed' END,
      'work_queue_item', NEW.queue,
      json_build_object('id', NEW.id::text, 'queue', NEW.queue, 'item_key', NEW.item_key,
        'state', NEW.state, 'execution', NEW.execution)::text);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER work_queue_item_created AFTER INSERT ON work_queue_item
  FOR EACH ROW EXECUTE FUNCTION note_queue_item();
CREATE TRIGGER work_queue_item_changed AFTER UPDATE ON work_queue_item
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_queue_item();
