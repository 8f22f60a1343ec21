package dev.heddle.expressions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A text of the steps dialect with its references, read once. Replacing them is single-pass: what
 * is put in is not looked at again (S4-20).
 */
public final class StepText {

  /** Where a text stands, which decides what is replaced in it (S4-19). */
  public enum Place {
    /** Environment, volumes, image, outputs: everything. */
    VALUE,
    /** {@code ${NAME}} is left to the program. */
    COMMAND
  }

  private final String text;
  private final List<Part> parts;
  private final String rest;

  /** A reference and the literal text before it. */
  record Part(String before, StepReference reference) {}

  StepText(String text, List<Part> parts, String rest) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.rest = rest;
  }

  /** Reads {@code text}; what is wrong with it is reported and stays as it is. */
  public static StepText parse(String text, Place place, Consumer<Problem> problems) {
    return new StepTextParser(text, place, problems).parse();
  }

  /** What it refers to, in order. */
  public List<StepReference> references() {
    return parts.stream().map(Part::reference).toList();
  }

  /** Renders to a text; variables are those given with the execution and those of the platform. */
  public Template template() {
    return template(Map.of(), null);
  }

  /**
   * Renders to a text.
   *
   * @param environment the variables of the step, which count before those of the platform (S4-14)
   * @param own the variable this text is the value of: it does not mean itself
   */
  public Template template(Map<String, StepText> environment, @Nullable String own) {
    return new StepTemplate(this, environment, own, StepTemplate.Form.TEXT);
  }

  /** Renders to a text that is secret wherever it came from. */
  public Template secret() {
    return new StepTemplate(this, Map.of(), null, StepTemplate.Form.SECRET);
  }

  /** As {@link #template()}, but a text that is one reference keeps the type (S4-31). */
  public Template value() {
    return new StepTemplate(
        this, Map.of(), null, isOneReference() ? StepTemplate.Form.VALUE : StepTemplate.Form.TEXT);
  }

  /** Whether it is a single reference and nothing else. */
  public boolean isOneReference() {
    return parts.size() == 1 && parts.getFirst().before().isEmpty() && rest.isEmpty();
  }

  /** The templates of an environment whose variables may refer to each other. */
  public static Map<String, Template> environment(Map<String, StepText> variables) {
    Map<String, Template> templates = new LinkedHashMap<>();
    variables.forEach((name, value) -> templates.put(name, value.template(variables, name)));
    return templates;
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  List<Part> parts() {
    return parts;
  }

  String rest() {
    return rest;
  }
}
