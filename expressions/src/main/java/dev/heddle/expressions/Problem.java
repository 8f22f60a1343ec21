package dev.heddle.expressions;

import java.util.List;

/**
 * One mistake found before anything runs.
 *
 * @param code stable, for example {@code unknown_task}
 * @param message what is wrong
 * @param hint what to write instead, or empty
 * @param offset where in the text of the leaf, in UTF-16 units from 0
 * @param length how many units are concerned
 * @param leafPath the keys and indexes that lead to the leaf in a nested template
 */
public record Problem(
    String code, String message, String hint, int offset, int length, List<String> leafPath) {

  public Problem {
    leafPath = List.copyOf(leafPath);
  }
}
