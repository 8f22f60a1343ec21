-- Whether anybody listens is asked once for a statement, not for each of its rows: the question took nearly half as much
-- of PostgreSQL's time again where many executions start and end. Servers of the version before listen as they did.

ALTER TABLE notification_listener ALTER COLUMN since DROP NOT NULL;

COMMENT ON COLUMN notification_listener.since IS 'nothing is missing after this transaction; null until that is known';

-- Looked up once for a statement, not for each of its rows: nobody listens most of the time. The transaction has its
-- number before it looks, so that whoever begins to listen knows which may have missed it: those with smaller ones.
CREATE FUNCTION note_whether_heard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_current_xact_id();
  PERFORM set_config('heddle.heard',
    CASE WHEN EXISTS (SELECT FROM notification_listener WHERE until > now()) THEN 'on' ELSE 'off' END, true);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION note_execution() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  passed text[] := ARRAY[]::text[];
BEGIN
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

CREATE TRIGGER execution_heard BEFORE INSERT OR UPDATE ON workflow_execution
  FOR EACH STATEMENT EXECUTE FUNCTION note_whether_heard();
CREATE OR REPLACE TRIGGER execution_created AFTER INSERT ON workflow_execution
  FOR EACH ROW WHEN (current_setting('heddle.heard', true) = 'on') EXECUTE FUNCTION note_execution();
CREATE OR REPLACE TRIGGER execution_changed AFTER UPDATE ON workflow_execution
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND current_setting('heddle.heard', true) = 'on')
  EXECUTE FUNCTION note_execution();

CREATE OR REPLACE FUNCTION note_inquiry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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

CREATE TRIGGER inquiry_heard BEFORE INSERT OR UPDATE ON inquiry
  FOR EACH STATEMENT EXECUTE FUNCTION note_whether_heard();
CREATE OR REPLACE TRIGGER inquiry_created AFTER INSERT ON inquiry
  FOR EACH ROW WHEN (current_setting('heddle.heard', true) = 'on') EXECUTE FUNCTION note_inquiry();
CREATE OR REPLACE TRIGGER inquiry_changed AFTER UPDATE ON inquiry
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND current_setting('heddle.heard', true) = 'on')
  EXECUTE FUNCTION note_inquiry();

CREATE OR REPLACE FUNCTION note_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notification (type, entity_type, ref, trigger, payload)
  VALUES ('event_created', 'event', NEW.trigger, NEW.trigger,
    json_build_object('id', NEW.id, 'trigger_ref', NEW.trigger, 'source', NEW.source)::text);
  RETURN NULL;
END $$;

CREATE TRIGGER event_heard BEFORE INSERT ON event
  FOR EACH STATEMENT EXECUTE FUNCTION note_whether_heard();
CREATE OR REPLACE TRIGGER event_created AFTER INSERT ON event
  FOR EACH ROW WHEN (current_setting('heddle.heard', true) = 'on') EXECUTE FUNCTION note_event();

CREATE OR REPLACE FUNCTION note_enforcement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notification (type, entity_type, ref, started_by, trigger, payload)
  VALUES (
    CASE TG_OP WHEN 'INSERT' THEN 'enforcement_created' ELSE 'enforcement_status_changed' END,
    'enforcement', NEW.rule, NEW.started_by, NEW.trigger,
    json_build_object('id', NEW.id, 'rule_ref', NEW.rule, 'event', NEW.event,
      'state', NEW.state, 'execution', NEW.execution)::text);
  RETURN NULL;
END $$;

CREATE TRIGGER enforcement_heard BEFORE INSERT OR UPDATE ON enforcement
  FOR EACH STATEMENT EXECUTE FUNCTION note_whether_heard();
CREATE OR REPLACE TRIGGER enforcement_created AFTER INSERT ON enforcement
  FOR EACH ROW WHEN (current_setting('heddle.heard', true) = 'on') EXECUTE FUNCTION note_enforcement();
CREATE OR REPLACE TRIGGER enforcement_changed AFTER UPDATE ON enforcement
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND current_setting('heddle.heard', true) = 'on')
  EXECUTE FUNCTION note_enforcement();

CREATE OR REPLACE FUNCTION note_queue_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notification (type, entity_type, ref, payload)
  VALUES (
    'work_queue_item_' || CASE TG_OP WHEN 'INSERT' THEN 'created' ELSE 'status_changed' END,
    'work_queue_item', NEW.queue,
    json_build_object('id', NEW.id::text, 'queue', NEW.queue, 'item_key', NEW.item_key,
      'state', NEW.state, 'execution', NEW.execution)::text);
  RETURN NULL;
END $$;

CREATE TRIGGER work_queue_item_heard BEFORE INSERT OR UPDATE ON work_queue_item
  FOR EACH STATEMENT EXECUTE FUNCTION note_whether_heard();
CREATE OR REPLACE TRIGGER work_queue_item_created AFTER INSERT ON work_queue_item
  FOR EACH ROW WHEN (current_setting('heddle.heard', true) = 'on') EXECUTE FUNCTION note_queue_item();
CREATE OR REPLACE TRIGGER work_queue_item_changed AFTER UPDATE ON work_queue_item
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND current_setting('heddle.heard', true) = 'on')
  EXECUTE FUNCTION note_queue_item();
