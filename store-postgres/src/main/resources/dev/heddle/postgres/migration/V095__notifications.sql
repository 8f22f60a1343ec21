-- What has happened, for those who listen. Triggers write it, so that it is told if and only if it is so, and
-- only while somebody listens. Readers follow (xid, number) up to the oldest transaction under way: what lies
-- before is complete.

CREATE TABLE notification_listener (
  name  text PRIMARY KEY,
  until timestamptz NOT NULL,
  since xid8        NOT NULL DEFAULT pg_current_xact_id()
);

COMMENT ON COLUMN notification_listener.since IS 'nothing is missing after this transaction';

CREATE TABLE notification (
  xid         xid8        NOT NULL DEFAULT pg_current_xact_id(),
  number      bigint GENERATED ALWAYS AS IDENTITY,
  type        text        NOT NULL,
  entity_type text        NOT NULL,
  ref         text        NOT NULL,
  started_by  text,
  trigger     text,
  payload     text        NOT NULL,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (xid, number)
);

COMMENT ON COLUMN notification.ref IS 'what permissions speak of: the workflow, trigger, rule or queue';
COMMENT ON COLUMN notification.payload IS 'ids in it are numbers';

CREATE FUNCTION note_execution() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  passed text[] := ARRAY[]::text[];
BEGIN
  IF NOT EXISTS (SELECT FROM notification_listener WHERE until > now()) THEN
    RETURN NULL;
  END IF;
  -- A commit may write only the last of several states.
  IF TG_OP = 'INSERT' THEN
    passed := ARRAY['requested'];
  END IF;
  IF NEW.status NOT IN ('requested', 'running', 'cancelled')
    AND (TG_OP = 'INSERT' OR OLD.status = 'requested') THEN
    passed := passed || 'running'::text;
  END IF;
  IF NEW.status <> 'requested' THEN
    passed := passed || NEW.status;
  END IF;
  INSERT INTO notification (type, entity_type, ref, started_by, payload)
  SELECT CASE s WHEN 'requested' THEN 'execution_created' ELSE 'execution_status_changed' END,
    'execution', NEW.workflow, NEW.started_by,
    json_build_object('id', NEW.id, 'status', s, 'action_ref', NEW.workflow,
      'parent', NEW.parent_execution)::text
  FROM unnest(passed) WITH ORDINALITY AS p(s, n) ORDER BY n;
  RETURN NULL;
END $$;

CREATE TRIGGER execution_created AFTER INSERT ON workflow_execution
  FOR EACH ROW EXECUTE FUNCTION note_execution();
CREATE TRIGGER execution_changed AFTER UPDATE ON workflow_execution
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION note_execution();

CREATE FUNCTION note_inquiry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM notification_listener WHERE until > now()) THEN
    RETURN NULL;
  END IF;
  INSERT INTO notification (type, entity_type, ref, started_by, payload)
  SELECT 'inquiry_' || CASE TG_OP WHEN 'INSERT' THEN 'created' ELSE NEW.status END, 'inquiry',
    e.workflow, e.started_by,
    json_build_object('execution', NEW.execution_id,
      'attempt', json_build_array(NEW.node, NEW.activation, NEW.item, NEW.attempt),
      'status', NEW.status, 'task', NEW.task, 'prompt', NEW.prompt,
      'assigned_to', NEW.assigned_to, 'responded_by', NEW.closed_by)::text
  FROM workflow_execution e WHERE e.id = NEW.execution_id;
  RETURN NULL;
END $$;

CREATE TRIGGER inquiry_created AFTER INSERT ON inquiry
  FOR EACH ROW EXECUTE FUNCTION note_inquiry();
CREATE TRIGGER inquiry_changed AFTER UPDATE ON inquiry
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION note_inquiry();

CREATE FUNCTION note_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM notification_listener WHERE until > now()) THEN
    INSERT INTO notification (type, entity_type, ref, trigger, payload)
    VALUES ('event_created', 'event', NEW.trigger, NEW.trigger,
      json_build_object('id', NEW.id, 'trigger_ref', NEW.trigger, 'source', NEW.source)::text);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER event_created AFTER INSERT ON event
  FOR EACH ROW EXECUTE FUNCTION note_event();

CREATE FUNCTION note_enforcement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM notification_listener WHERE until > now()) THEN
    INSERT INTO notification (type, entity_type, ref, started_by, trigger, payload)
    VALUES (
      CASE TG_OP WHEN 'INSERT' THEN 'enforcement_created' ELSE 'enforcement_status_changed' END,
      'enforcement', NEW.rule, NEW.started_by, NEW.trigger,
      json_build_object('id', NEW.id, 'rule_ref', NEW.rule, 'event', NEW.event,
        'state', NEW.state, 'execution', NEW.execution)::text);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER enforcement_created AFTER INSERT ON enforcement
  FOR EACH ROW EXECUTE FUNCTION note_enforcement();
CREATE TRIGGER enforcement_changed AFTER UPDATE ON enforcement
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_enforcement();

-- Whom to tell by HTTP, and what is to be told: the outbox.
CREATE TABLE subscription (
  ref        text PRIMARY KEY,
  url        text        NOT NULL,
  filters    text[]      NOT NULL,
  secret     text        NOT NULL,
  owner      text        NOT NULL,
  enabled    boolean     NOT NULL,
  after_xid  xid8        NOT NULL DEFAULT pg_current_xact_id(),
  after_number bigint    NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL
);

COMMENT ON COLUMN subscription.secret IS 'of signatures, sealed';
COMMENT ON COLUMN subscription.owner IS 'it is told what this identity may see; empty for the system';

CREATE TABLE delivery (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription text        NOT NULL REFERENCES subscription ON DELETE CASCADE,
  notification text        NOT NULL,
  type         text        NOT NULL,
  body         text        NOT NULL,
  state        text        NOT NULL,
  attempts     integer     NOT NULL DEFAULT 0,
  due_at       timestamptz NOT NULL,
  error        text,
  created_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  UNIQUE (subscription, notification)
) WITH (fillfactor = 70);

CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'pending';
CREATE INDEX delivery_ended ON delivery (ended_at) WHERE ended_at IS NOT NULL;
