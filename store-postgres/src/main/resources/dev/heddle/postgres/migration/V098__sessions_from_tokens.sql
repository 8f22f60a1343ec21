-- A session that began with a token ends with it.
ALTER TABLE access_token ADD COLUMN made_from text REFERENCES access_token ON DELETE CASCADE;
CREATE INDEX access_token_made_from ON access_token (made_from) WHERE made_from IS NOT NULL;
