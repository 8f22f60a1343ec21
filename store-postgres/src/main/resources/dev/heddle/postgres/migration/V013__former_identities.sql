-- An execution names who started it by login. Of a login that is nobody's it must be known whether it was somebody's,
-- for those who never had an identity are the owners of this installation.

CREATE TABLE former_identity (
  login text PRIMARY KEY
);
