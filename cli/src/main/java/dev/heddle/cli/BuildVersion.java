package dev.heddle.cli;

import dev.heddle.cli.wiring.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code heddle --version} says. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"heddle " + Version.text()};
  }
}
