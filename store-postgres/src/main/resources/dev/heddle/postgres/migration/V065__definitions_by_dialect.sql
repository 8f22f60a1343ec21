-- Which workflows are written in a dialect; to find their executions.
CREATE INDEX workflow_definition_dialect ON workflow_definition (dialect, ref);
