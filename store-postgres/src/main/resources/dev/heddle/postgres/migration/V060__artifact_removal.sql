-- Executions that are gone and whose objects in the artifact store are not yet. Written by the
-- transaction that removes the execution, so that neither is forgotten whatever happens in between.
CREATE TABLE artifact_removal (
  execution_id bigint      PRIMARY KEY,
  since        timestamptz NOT NULL DEFAULT now()
);
