package dev.heddle.server.resource;

import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import dev.heddle.platform.pack.install.PackInstaller.Options;
import dev.heddle.platform.pack.install.PackSource;
import dev.heddle.platform.pack.install.PackSource.Asker;
import dev.heddle.platform.pack.install.PackSource.Uploaded;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    return installed(call, from.orElseThrow(), new Options(force, skipTests, skipDependencies));
  }

  /** Installs the archive that is the body. */
  public Reply upload(Call call) {
    Query query = call.query("file", "force", "skip_tests", "skip_deps");
    String name =
        query
            .text("file")
            .filter(Uploaded::isName)
            .orElseThrow(() ->
                ProblemException.invalid(
                    "query.file", "must be the name of a .zip, .tar.gz or .tgz, without a path"));
    Options options =
        new Options(
            query.flag("force").orElse(false),
            query.flag("skip_tests").orElse(false),
            query.flag("skip_deps").orElse(false));
    if (call.header("Content-Length").filter(InstallResource::isTooLarge).isPresent()) {
      throw ReceivedFile.tooLarge(Uploaded.LARGEST);
    }
    try (InputStream body = call.bytes();
        ReceivedFile file = ReceivedFile.of(body, Uploaded.LARGEST)) {
      return installed(call, new Uploaded(file.path(), name), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is known to be too large need not be sent. */
  private static boolean isTooLarge(String length) {
    try {
      return Long.parseLong(length) > Uploaded.LARGEST;
    } catch (NumberFormatException beyondAllNumbers) {
      return true;
    }
  }

  private Reply installed(Call call, PackSource from, Options options) {
    Installed installed = Answers.of(installer.installFor(call.caller().login(), from, options));
    call.about(about(installed));
    return Reply.created(PATH + installed.pack().ref(), toValue(installed));
  }

  public Reply update(Call call) {
    call.body().end();
    Options options = new Options(false, false, false);
    Installed installed =
        Answers.of(
            installer.update(
                call.path("pack_ref"), options, Asker.ELSEWHERE, call.caller().login()));
    call.about(about(installed));
    return Reply.data(toValue(installed));
  }

  private static String about(Installed installed) {
    String signer = installed.installation().source().signedBy();
    String pack = "pack " + installed.pack().ref();
    return signer == null ? pack : pack + " signed by " + signer;
  }

  public Reply uninstall(Call call) {
    call.body().end();
    return Reply.data(PackResource.toValue(Answers.of(installer.uninstall(call.path("pack_ref")))));
  }

  private static MapValue toValue(Installed installed) {
    return PackResource.toValue(installed.pack(), Optional.of(installed.installation()));
  }
}
