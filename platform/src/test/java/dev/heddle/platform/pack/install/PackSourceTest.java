package dev.heddle.platform.pack.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.pack.install.PackSource.Git;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Security row 24: what git is told to fetch")
final class PackSourceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.org/packs/demo.git",
        "https://git.example.org:8443/~ada/demo",
        "ssh://git@git.example.org:22/packs/demo.git",
        "git@git.example.org:packs/demo.git"
      })
  void overHttpsAndSsh(String url) {
    assertThat(Git.isUrl(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext::sh -c id",
        "file:///etc",
        "http://git.example.org/demo",
        "git://git.example.org/demo",
        "https://user:password@git.example.org/demo",
        "https://-oProxyCommand=id/x",
        "ssh://-oProxyCommand=id/x",
        "-oProxyCommand=id@host:x",
        "git@-host:x",
        "git@host:-x",
        "--upload-pack=id",
        "https://git.example.org/a b",
        "https://git.example.org/a/../b",
        "https://git.example.org/a\n",
        ""
      })
  void neverOtherwise(String url) {
    assertThat(Git.isUrl(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"main", "v1.2.3", "feature/x", "0123456789abcdef0123456789abcdef01234567"})
  void refsAreNames(String ref) {
    assertThat(Git.isRef(ref)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-c", "--upload-pack=id", "a..b", "a b", "a:b", "+a", "a~1", "x.lock", "", "a\n"})
  void andNothingElse(String ref) {
    assertThat(Git.isRef(ref)).isFalse();
  }
}
