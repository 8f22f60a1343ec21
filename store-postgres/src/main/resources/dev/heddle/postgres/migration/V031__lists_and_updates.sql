-- Nearly every row is updated once, to a larger one: with room for that in its page the update needs no
-- new entries in indexes, and the log takes only what lies between the first and the last byte that
-- changed. So what changes stands behind what does not.

ALTER TABLE workflow_execution SET (fillfactor = 45);
ALTER TABLE workflow_execution ADD COLUMN status_behind text;
UPDATE workflow_execution SET status_behind = status;
ALTER TABLE workflow_execution DROP COLUMN status;
ALTER TABLE workflow_execution RENAME COLUMN status_behind TO status;
ALTER TABLE workflow_execution ALTER COLUMN status SET NOT NULL;

ALTER TABLE workflow_task_execution SET (fillfactor = 40);
ALTER TABLE workflow_task_execution ADD COLUMN status_behind text, ADD COLUMN result_behind text;
UPDATE workflow_task_execution SET status_behind = status, result_behind = result;
ALTER TABLE workflow_task_execution DROP COLUMN status, DROP COLUMN result;
ALTER TABLE workflow_task_execution RENAME COLUMN status_behind TO status;
ALTER TABLE workflow_task_execution RENAME COLUMN result_behind TO result;
ALTER TABLE workflow_task_execution ALTER COLUMN status SET NOT NULL;

-- What lists are asked for most: one workflow's executions, and those that did not go well. These
-- are few, so their indexes cost nothing where things go well.

CREATE INDEX workflow_execution_workflow ON workflow_execution (workflow, id);
CREATE INDEX workflow_execution_unsuccessful ON workflow_execution (id)
  WHERE status IN ('failed', 'cancelled', 'timeout');
CREATE INDEX workflow_execution_unsuccessful_workflow ON workflow_execution (workflow, id)
  WHERE status IN ('failed', 'cancelled', 'timeout');
