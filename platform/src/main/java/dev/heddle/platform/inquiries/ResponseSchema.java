package dev.heddle.platform.inquiries;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.path.NodePath;
import dev.heddle.platform.FieldError;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;

/**
 * The JSON Schema (2020-12) of an answer or another value from outside. Nothing is ever fetched: a
 * reference out of the schema makes it unusable. The work of one check is bounded.
 */
public final class ResponseSchema {

  private static final int MOST_ERRORS = 50;
  private static final long MOST_STEPS = 100_000;
  private static final int DEEPEST = 100;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry
                  .schemaCacheEnabled(false)
                  .schemaLoader(
                      loader -> loader.fetchRemoteResources(false).block(ResponseSchema::isForeign))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .locale(Locale.ROOT)
                          .formatAssertionsEnabled(true)
                          .regularExpressionFactory(BoundedPattern::of)
                          .build()));

  private final MapValue schema;

  public ResponseSchema(MapValue schema) {
    this.schema = schema;
  }

  /** Only the meta-schemas of the specification, which the library has with it, may be named. */
  private static boolean isForeign(com.networknt.schema.AbsoluteIri iri) {
    return !iri.toString().startsWith("https://json-schema.org/draft/2020-12/");
  }

  /** What is wrong with an answer; empty if nothing. */
  public List<FieldError> check(Value response) {
    if (schema.isEmpty()) {
      return response.plain() instanceof MapValue
          ? List.of()
          : List.of(new FieldError("", "the response must be a map"));
    }
    try {
      Schema compiled = REGISTRY.getSchema(Json.writeRevealed(schema), InputFormat.JSON);
      return errors(
          compiled.validate(
              Json.writeRevealed(response),
              InputFormat.JSON,
              context ->
                  context.executionConfig(limits ->
                      limits.maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(DEEPEST))));
    } catch (ValidationLimitExceededException e) {
      return List.of(new FieldError("", "the response is too large to be checked"));
    } catch (BoundedPattern.Exhausted e) {
      return List.of(
          new FieldError("", "the response cannot be checked: a pattern takes too long"));
    } catch (SchemaException | JacksonException | JsonException e) {
      return List.of(new FieldError("", "the inquiry's schema cannot be used: no answer fits it"));
    }
  }

  private static List<FieldError> errors(List<Error> found) {
    List<FieldError> errors = new ArrayList<>();
    for (Error error : found.subList(0, Math.min(found.size(), MOST_ERRORS))) {
      errors.add(new FieldError(path(error), error.getMessage()));
    }
    return errors;
  }

  /** The field itself, also where the library names the map it is missing from. */
  private static String path(Error error) {
    NodePath place = error.getInstanceLocation();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < place.getNameCount(); i++) {
      parts.add(place.getName(i));
    }
    if (error.getProperty() != null) {
      parts.add(error.getProperty());
    }
    return String.join(".", parts);
  }
}
