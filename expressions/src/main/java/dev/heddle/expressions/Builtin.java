package dev.heddle.expressions;

import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * One function of the language.
 *
 * @param input which parameter the value before the bar becomes when written as a filter
 * @param rest what the last parameter collects
 * @param looksInside whether the result depends on the content of lists and maps, so that a secret
 *     anywhere inside an argument makes the result secret
 */
record Builtin(
    String name, List<Parameter> parameters, int input, Rest rest, boolean looksInside, Body body) {

  enum Rest {
    NOTHING,
    /** All further positional arguments, as a list. */
    POSITIONAL,
    /** All arguments with names of their own, as a map. */
    NAMED
  }

  @FunctionalInterface
  interface Body {
    Value apply(Arguments arguments);
  }

  /** A parameter; the first of its names is the one shown. */
  record Parameter(List<String> names, boolean required) {
    String name() {
      return names.getFirst();
    }
  }

  /**
   * Reads a signature such as {@code "text, old|from, count?"}: alternatives of a name, a question
   * mark where it may be left out, {@code >} before the filter's input if that is not the first,
   * {@code *} or {@code **} before what collects the rest.
   */
  static Builtin of(String name, String signature, boolean looksInside, Body body) {
    List<Parameter> parameters = new ArrayList<>();
    int input = 0;
    Rest rest = Rest.NOTHING;
    for (String part : signature.split(", ", -1)) {
      if (part.startsWith(">")) {
        input = parameters.size();
      }
      if (part.startsWith("**")) {
        rest = Rest.NAMED;
      } else if (part.startsWith("*")) {
        rest = Rest.POSITIONAL;
      }
      String names = part.replaceAll("[>*?]", "");
      parameters.add(new Parameter(List.of(names.split("\\|", -1)), !part.endsWith("?")));
    }
    return new Builtin(name, List.copyOf(parameters), input, rest, looksInside, body);
  }

  int indexOf(String parameter) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).names().contains(parameter)) {
        return i;
      }
    }
    return -1;
  }

  List<String> parameterNames() {
    return parameters.stream().map(Parameter::name).toList();
  }
}
