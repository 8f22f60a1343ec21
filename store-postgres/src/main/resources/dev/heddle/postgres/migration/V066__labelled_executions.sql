-- Labels are given by hand; executions without one do not stand in this index.
DROP INDEX CONCURRENTLY IF EXISTS workflow_execution_labelled;
CREATE INDEX CONCURRENTLY workflow_execution_labelled ON workflow_execution (trace_tag, id)
  WHERE trace_tag IS NOT NULL;
