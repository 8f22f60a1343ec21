package dev.heddle.server.resource;

import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import dev.heddle.platform.pack.install.PackInstaller.Options;
import dev.heddle.platform.pack.install.PackSource;
import dev.heddle.platform.pack.install.PackSource.Asker;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;
import java.util.Optional;

/** Packs brought to this server over HTTP (S1-139), and removed again (S1-142). */
public final class InstallResource {

  private static final String PATH = "/api/v1/packs/";
  private static final int LONGEST = 2000;

  private final PackInstaller installer;

  public InstallResource(PackInstaller installer) {
    this.installer = installer;
  }

  public Reply install(Call call) {
    Fields fields = call.body();
    String source = fields.requiredText("source", LONGEST);
    Optional<String> reference = fields.text("git_ref");
    boolean force = fields.flag("force").orElse(false);
    boolean skipTests = fields.flag("skip_tests").orElse(false);
    boolean skipDependencies = fields.flag("skip_deps").orElse(false);
    boolean named = !fields.flag("no_registry").orElse(false);
    if (!reference.map(PackSource.Git::isRef).orElse(true)) {
      fields.refuse("git_ref", "must be a branch, a tag or a commit");
    }
    Optional<PackSource> from =
        PackSource.parseElsewhere(source, reference)
            .or(() -> named ? PackSource.Indexed.parse(source) : Optional.empty())
            .filter(PackSource::isForEverybody);
    if (from.isEmpty()) {
      fields.refuse(
          "source", "must be an https address of an archive or repository, or a name of an index");
    }
    fields.end();
    Installed installed =
        Answers.of(
            installer.installFor(
                call.caller().login(),
                from.orElseThrow(),
                new Options(force, skipTests, skipDependencies)));
    call.about("pack " + installed.pack().ref());
    return Reply.created(PATH + installed.pack().ref(), toValue(installed));
  }

  public Reply update(Call call) {
    call.body().end();
    Options options = new Options(false, false, false);
    return Reply.data(
        toValue(
            Answers.of(
                installer.update(
                    call.path("pack_ref"), options, Asker.ELSEWHERE, call.caller().login()))));
  }

  public Reply uninstall(Call call) {
    call.body().end();
    return Reply.data(PackResource.toValue(Answers.of(installer.uninstall(call.path("pack_ref")))));
  }

  private static MapValue toValue(Installed installed) {
    return PackResource.toValue(installed.pack(), Optional.of(installed.installation()));
  }
}
