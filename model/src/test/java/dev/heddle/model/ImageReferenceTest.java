package dev.heddle.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "python:3.9-slim, docker.io, python, false",
    "python, docker.io, python, true",
    "library/python:latest, docker.io, library/python, true",
    "gcr.io/my-project/my-image:latest, gcr.io, my-project/my-image, true",
    "localhost:5000/a/b:1, localhost:5000, a/b, false",
    "registry:5000/a:1, registry:5000, a, false",
    "a@sha256:0123456789012345678901234567890123456789012345678901234567890123, docker.io, a, false",
    "a:latest@sha256:0123456789012345678901234567890123456789012345678901234567890123, docker.io, a, false",
  })
  @DisplayName("U-06: a name says registry, repository, and whether it may change")
  void readsNames(String name, String registry, String repository, boolean floating) {
    ImageReference image = ImageReference.parse(name).orElseThrow();
    assertThat(image.registry()).isEqualTo(registry);
    assertThat(image.repository()).isEqualTo(repository);
    assertThat(image.isFloating()).isEqualTo(floating);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A:1", "a b", "a:", "/a", "a//b", "a:1:2", "--privileged", "a@sha256:1"})
  void refusesWhatIsNoName(String name) {
    assertThat(ImageReference.parse(name)).isEmpty();
  }
}
