package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import dev.heddle.platform.pack.install.PackSource;
import dev.heddle.platform.pack.trust.PackLock;
import dev.heddle.platform.pack.trust.PackLock.Pin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Installs what a lock names, from where it came, and nothing that differs. */
final class LockedPacks {

  private final Context context;
  private final Messages messages;

  LockedPacks(Context context) {
    this.context = context;
    this.messages = Messages.toError(context);
  }

  int install(Path file) {
    if (context.isElsewhere()) {
      throw new UsageException(
          "--locked is for the machine that has the database",
          "a server elsewhere reads its lock itself: HEDDLE_PACK_LOCK");
    }
    PackLock lock;
    try {
      lock = PackLock.read(file);
    } catch (IOException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
    boolean all = true;
    try (Wiring wiring = bound(file).openToLook()) {
      for (Map.Entry<String, Pin> each : lock.packs().entrySet()) {
        all &= install(wiring, each.getKey(), each.getValue());
      }
    }
    return all ? ExitCodes.COMPLETED : ExitCodes.FAILED;
  }

  /** The same surroundings, where this lock is in force. */
  private Context bound(Path file) {
    Map<String, String> environment = new HashMap<>(context.environment());
    environment.put("HEDDLE_PACK_LOCK", file.toAbsolutePath().toString());
    return new Context(
        context.terminal(), environment, context.options(), context.clock(), context.interrupts());
  }

  private boolean install(Wiring wiring, String ref, Pin pin) {
    boolean there =
        wiring
            .installations()
            .find(ref)
            .filter(each -> each.copy().checksum().equals(pin.digest()))
            .filter(each -> each.copy().version().equals(pin.version()))
            .isPresent();
    if (there) {
      context.note("the pack " + ref + " is there already, version " + pin.version());
      return true;
    }
    Optional<PackSource> source = PackSource.ofWritten(pin.source()).map(each -> exact(each, pin));
    if (source.isEmpty()) {
      messages.error(
          "the pack " + ref + " cannot be fetched again: it came from " + pin.source(),
          "heddle pack install or upload brings it from where it is now");
      return false;
    }
    PackInstaller.Options options = new PackInstaller.Options(true, true, true);
    return switch (wiring.installer().install(source.get(), options, context.login())) {
      case Answer.Done<Installed>(Installed installed) -> {
        context.audit(wiring, "pack install", PackInstallCommand.about(installed));
        PackInstallCommand.print(context, installed, "is installed");
        yield true;
      }
      case Answer.Refused<Installed>(Refusal refusal) -> {
        messages.refusal(refusal, "");
        yield false;
      }
    };
  }

  /** Branches move and newer versions come; the commit and the version are what is wanted. */
  private static PackSource exact(PackSource source, Pin pin) {
    return switch (source) {
      case PackSource.Git(String url, _) when pin.commit() != null ->
          new PackSource.Git(url, Optional.of(pin.commit()));
      case PackSource.Indexed(String ref, _) ->
          new PackSource.Indexed(ref, Optional.of(pin.version()));
      default -> source;
    };
  }
}
