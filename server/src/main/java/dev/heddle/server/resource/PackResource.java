package dev.heddle.server.resource;

import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;

/** What workflows and actions are installed with. */
public final class PackResource {

  private static final String PATH = "/api/v1/packs/";
  private static final int LONGEST_NAME = 255;

  private final Packs packs;

  public PackResource(Packs packs) {
    this.packs = packs;
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    return Paging.of(query).part(packs.list(), PackResource::toValue);
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(toValue(Answers.of(packs.find(call.path("pack_ref")))));
  }

  /** Makes an empty pack, to add workflows to. */
  public Reply create(Call call) {
    Fields fields = call.body();
    String ref = fields.requiredText("ref", LONGEST_NAME);
    String label = fields.requiredText("label", LONGEST_NAME);
    String description = fields.text("description").orElse("");
    String version = fields.requiredText("version", LONGEST_NAME);
    fields.end();
    PackRow made = Answers.of(packs.create(ref, label, description, version));
    return Reply.created(PATH + made.ref(), toValue(made));
  }

  private static MapValue toValue(PackRow row) {
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
}
