package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.values.Value;
import picocli.CommandLine.Option;

/** What is not asked for when a pack is installed (S1-139). */
public final class InstallOptions {

  @Option(names = "--force", description = "Replace the pack if it is there; do not ask its tests.")
  private boolean force;

  @Option(names = "--skip-tests", description = "Do not run the tests of the pack.")
  private boolean skipTests;

  @Option(names = "--skip-deps", description = "Do not ask for the packs it needs.")
  private boolean skipDependencies;

  boolean isAny() {
    return force || skipTests || skipDependencies;
  }

  PackInstaller.Options toOptions() {
    return new PackInstaller.Options(force, skipTests, skipDependencies);
  }

  /** The same in the body of a request. */
  ApiRequest with(ApiRequest request) {
    return request
        .with("force", Value.of(force))
        .with("skip_tests", Value.of(skipTests))
        .with("skip_deps", Value.of(skipDependencies));
  }

  /** The same in the query of a request. */
  ApiRequest asking(ApiRequest request) {
    return request
        .asking("force", force)
        .asking("skip_tests", skipTests)
        .asking("skip_deps", skipDependencies);
  }
}
