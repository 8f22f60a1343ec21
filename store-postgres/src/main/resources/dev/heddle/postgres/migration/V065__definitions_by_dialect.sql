-- Which workflows are written in a dialect, to find their executions; and the versions of each.
CREATE INDEX workflow_definition_dialect ON workflow_definition (dialect, ref);
CREATE INDEX workflow_definition_ref ON workflow_definition (ref, id);
