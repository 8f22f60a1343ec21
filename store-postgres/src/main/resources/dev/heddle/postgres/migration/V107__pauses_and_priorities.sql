-- A queue may be paused whatever its definition says. Executions have a priority, and their claims with them.

ALTER TABLE work_queue ADD COLUMN paused boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN work_queue.paused IS 'by people, for now; its definition says for good';

ALTER TABLE workflow_execution ADD COLUMN priority integer NOT NULL DEFAULT 0;
ALTER TABLE policy_claim ADD COLUMN priority integer NOT NULL DEFAULT 0;

DROP INDEX policy_claim_waiting;
CREATE INDEX policy_claim_waiting ON policy_claim (policy, priority DESC, number) WHERE ruled_at IS NULL;
CREATE INDEX policy_claim_line ON policy_claim (policy, key, priority DESC, number) WHERE ruled_at IS NULL;
