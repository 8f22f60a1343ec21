package dev.heddle.cli.command;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.pack.install.FollowedPacks.Change;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import java.lang.System.Logger.Level;
import java.util.List;

/** Says in the log what became of packs that changed while the server ran. */
final class PackLog {

  private static final System.Logger LOG = System.getLogger(PackLog.class.getName());

  private PackLog() {}

  static void write(Change change) {
    switch (change.answer()) {
      case Answer.Done<Installed>(Installed installed) ->
          LOG.log(
              Level.INFO,
              "took over the pack {0}, version {1}{2}",
              installed.pack().ref(),
              installed.pack().version(),
              lines(installed.reading().diagnostics()));
      case Answer.Refused<Installed>(Refusal refusal) ->
          LOG.log(
              Level.WARNING,
              "the pack in {0} is not taken over, what was installed before stays: {1}{2}",
              change.pack(),
              refusal.message(),
              lines(refusal.diagnostics()));
    }
  }

  private static String lines(List<Diagnostic> diagnostics) {
    StringBuilder lines = new StringBuilder();
    diagnostics.forEach(each -> lines.append('\n').append(each.render()));
    return lines.toString();
  }
}
