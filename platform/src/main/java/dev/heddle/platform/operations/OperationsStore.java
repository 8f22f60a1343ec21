package dev.heddle.platform.operations;

/** Looks at all executions and engines of a database at once; costs as much as there is at work. */
public interface OperationsStore {

  Census census();

  Watchlist watchlist();
}
