package dev.heddle.server;

import static dev.heddle.platform.access.Operation.UPDATE;
import static dev.heddle.platform.access.Resource.PACKS;
import static dev.heddle.platform.access.Resource.SYSTEM;
import static dev.heddle.server.http.Accepts.BYTES;
import static dev.heddle.server.http.Policy.whole;
import static dev.heddle.server.http.Route.V1;
import static dev.heddle.server.http.Route.delete;
import static dev.heddle.server.http.Route.post;
import static dev.heddle.server.http.Route.put;

import dev.heddle.server.http.Route;
import dev.heddle.server.resource.ConfigurationResource;
import dev.heddle.server.resource.InstallResource;
import dev.heddle.server.resource.PackResource;
import dev.heddle.server.resource.Targets;
import java.util.List;
import java.util.stream.Stream;

/** Packs: installed, configured, removed. */
final class PackRoutes {

  private PackRoutes() {}

  static Stream<List<Route>> of(Services services, Targets targets) {
    Things packs = new Things(V1 + "/packs", "{pack_ref}", PACKS, targets::pack);
    return Stream.of(
        packs(new PackResource(services.packs(), services.installer()), packs),
        installing(new InstallResource(services.installer()), packs),
        configurations(new ConfigurationResource(services.configurations()), packs));
  }

  private static List<Route> packs(PackResource all, Things packs) {
    return List.of(
        packs.list("listPacks", all::list),
        packs.create("createPack", all::create),
        packs.get("getPack", all::get));
  }

  /** What brings programs to the server is for administrators. */
  private static List<Route> installing(InstallResource all, Things packs) {
    return List.of(
        post(V1 + "/packs/install", "installPack", whole(SYSTEM, UPDATE), all::install),
        post(V1 + "/packs/upload", "uploadPack", whole(SYSTEM, UPDATE), all::upload)
            .accepting(BYTES),
        post(V1 + "/packs/{pack_ref}/update", "updatePack", whole(SYSTEM, UPDATE), all::update),
        packs.delete("uninstallPack", all::uninstall));
  }

  private static List<Route> configurations(ConfigurationResource all, Things packs) {
    String setting = V1 + "/packs/{pack_ref}/config/{name}";
    return List.of(
        packs.get("/config", "getPackConfig", all::get),
        put(setting, "setPackConfig", packs.may(UPDATE), all::set),
        delete(setting, "unsetPackConfig", packs.may(UPDATE), all::unset));
  }
}
