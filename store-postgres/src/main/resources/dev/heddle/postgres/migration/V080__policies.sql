-- Limits, and what waits for a slot under them or holds one. A claim comes with the commit that lets its
-- holder wait; ruled and not denied, it is a slot in use as long as the holder's own row has not ended.

CREATE TABLE policy (
  ref        text PRIMARY KEY,
  pack       text REFERENCES pack ON DELETE CASCADE,
  document   text        NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

COMMENT ON COLUMN policy.pack IS 'the pack whose files it is one of; null if the API made it';

INSERT INTO revision (of, number) VALUES ('policies', 1);

CREATE TABLE policy_claim (
  number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy       text        NOT NULL,
  key          text        NOT NULL,
  execution_id bigint      NOT NULL,
  node         integer,
  activation   integer,
  item         integer,
  attempt      integer,
  claimed_at   timestamptz NOT NULL,
  ruled_at     timestamptz,
  denial       text
) WITH (fillfactor = 70);

COMMENT ON COLUMN policy_claim.node IS 'null: the execution as a whole';
COMMENT ON COLUMN policy_claim.denial IS 'why it was refused; null if it was admitted or waits';

CREATE INDEX policy_claim_waiting ON policy_claim (policy, number) WHERE ruled_at IS NULL;
CREATE INDEX policy_claim_ruled ON policy_claim (policy, ruled_at) WHERE ruled_at IS NOT NULL;
CREATE INDEX policy_claim_execution ON policy_claim (execution_id);

CREATE TABLE policy_admission (
  policy text        NOT NULL,
  at     timestamptz NOT NULL
);

CREATE INDEX policy_admission_policy ON policy_admission (policy, at);

COMMENT ON TABLE policy_admission IS 'within the window of a rate; older ones are removed';

CREATE TABLE policy_total (
  policy   text PRIMARY KEY,
  admitted bigint NOT NULL
) WITH (fillfactor = 50);
