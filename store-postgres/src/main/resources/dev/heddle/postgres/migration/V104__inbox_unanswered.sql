-- Each owner looks for its messages whenever one comes; answered ones stay a while.
DROP INDEX CONCURRENTLY IF EXISTS command_inbox_unanswered;
CREATE INDEX CONCURRENTLY command_inbox_unanswered ON command_inbox (partition)
  WHERE answer IS NULL;
