package dev.heddle.platform.artifacts.versioned;

import dev.heddle.platform.artifacts.versioned.Artifact.Version;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import org.jspecify.annotations.Nullable;

/** How artifacts are shown. */
public final class ArtifactView {

  private ArtifactView() {}

  public static MapValue toValue(Artifact artifact) {
    return MapValue.builder()
        .put("ref", artifact.ref())
        .put("name", artifact.name())
        .put("kind", artifact.kind().label())
        .put("owner_type", artifact.owner().type().label())
        .put("owner", artifact.owner().name())
        .put(
            "retention",
            MapValue.builder()
                .put("versions", artifact.retention().versions())
                .put("days", number(artifact.retention().days()))
                .build())
        .put("versions", artifact.versions())
        .put("latest", artifact.latest())
        .put("size", number(artifact.size()))
        .put("created_at", artifact.createdAt().toString())
        .put("updated_at", artifact.updatedAt().toString())
        .build();
  }

  public static MapValue toValue(Version version) {
    return MapValue.builder()
        .put("version", version.number())
        .put("size", version.size())
        .put("created_at", version.createdAt().toString())
        .build();
  }

  private static Value number(@Nullable Number number) {
    return number == null ? Value.nothing() : Value.of(number.longValue());
  }
}
