package dev.heddle.server.resource;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What workflows and actions are installed with. */
public final class PackResource {

  private static final String PATH = "/api/v1/packs/";
  private static final int LONGEST_NAME = 255;

  private final Packs packs;
  private final PackInstaller installer;

  public PackResource(Packs packs, PackInstaller installer) {
    this.packs = packs;
    this.installer = installer;
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    Reach reach = call.reach(Resource.PACKS, Operation.READ);
    List<PackRow> seen =
        packs.list().stream().filter(row -> reach.covers(row.ref(), row.ref())).toList();
    return Paging.of(query).part(seen, PackResource::toValue);
  }

  public Reply get(Call call) {
    call.query();
    PackRow row = Answers.of(packs.find(call.path("pack_ref")));
    return Reply.data(toValue(row, installer.installation(row.ref())));
  }

  /** Makes an empty pack, to add workflows to. */
  public Reply create(Call call) {
    Fields fields = call.body();
    String ref = fields.requiredText("ref", LONGEST_NAME);
    String label = fields.requiredText("label", LONGEST_NAME);
    String description = fields.text("description").orElse("");
    String version = fields.requiredText("version", LONGEST_NAME);
    fields.end();
    call.require(Resource.PACKS, Operation.CREATE, Target.of(ref));
    PackRow made = Answers.of(packs.create(ref, label, description, version));
    return Reply.created(PATH + made.ref(), toValue(made));
  }

  static MapValue toValue(PackRow row) {
    return MapValue.builder()
        .put("ref", row.ref())
        .put("label", row.label())
        .put("description", row.description())
        .put("version", row.version())
        .put("enabled", row.enabled())
        .put("installed_at", row.installedAt().toString())
        .put("updated_at", row.updatedAt().toString())
        .build();
  }

  /** With how it came here, if that is known. */
  static MapValue toValue(PackRow row, Optional<Installation> installation) {
    MapValue.Builder how = MapValue.builder();
    installation.ifPresent(each -> {
      how.put("source", each.source().shown());
      how.put("commit", nullable(each.source().commit()));
      how.put("checksum", each.copy().checksum());
      how.put("signed_by", nullable(each.source().signedBy()));
      how.put("installed_by", each.by());
    });
    return toValue(row).withAll(how.build());
  }

  private static Value nullable(@Nullable String text) {
    return text == null ? Value.nothing() : Value.of(text);
  }
}
