package dev.heddle.model;

/** What a step of an execution waits for. */
public enum Durability {
  /** Each step begins only when the end of the one before is durable. */
  STRICT,
  /**
   * Steps that take no time and touch nothing outside are done in a row, and only the last of them
   * waits: a crash repeats the row, but loses nothing that anybody was told.
   */
  RELAXED
}
