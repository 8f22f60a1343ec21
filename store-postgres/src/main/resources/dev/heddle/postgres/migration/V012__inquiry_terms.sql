-- Who may not answer, and questions that tasks ask beside their work.

ALTER TABLE inquiry
  ADD COLUMN forbid_self boolean NOT NULL DEFAULT false,
  ADD COLUMN purpose     text;

COMMENT ON COLUMN inquiry.forbid_self IS 'who started the execution may not answer';
COMMENT ON COLUMN inquiry.purpose IS 'of what a task asked through the API while it ran';
