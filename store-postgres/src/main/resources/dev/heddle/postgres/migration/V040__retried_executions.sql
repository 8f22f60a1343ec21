-- What an unfinished execution continues must not be removed; retries are few, so is this index.
DROP INDEX CONCURRENTLY IF EXISTS workflow_execution_retried;
CREATE INDEX CONCURRENTLY workflow_execution_retried ON workflow_execution (retry_of)
  WHERE retry_of IS NOT NULL;
