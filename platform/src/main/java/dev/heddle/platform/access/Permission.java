package dev.heddle.platform.access;

/** One thing that can be permitted. */
public record Permission(Resource resource, Operation operation) {

  @Override
  public String toString() {
    return operation.label() + " " + resource.label();
  }
}
