package dev.heddle.server;

import static dev.heddle.platform.access.Operation.CREATE;
import static dev.heddle.platform.access.Resource.ARTIFACTS;
import static dev.heddle.server.http.Route.V1;

import dev.heddle.platform.artifacts.versioned.ExecutionOutputs;
import dev.heddle.server.http.Accepts;
import dev.heddle.server.http.Route;
import dev.heddle.server.resource.ArtifactResource;
import java.util.List;

/** Files and progress records with versions, and what executions print. */
final class ArtifactRoutes {

  private ArtifactRoutes() {}

  static List<Route> of(Services services) {
    ArtifactResource all =
        new ArtifactResource(services.artifacts(), new ExecutionOutputs(services.executions()));
    Things artifacts = new Things(V1 + "/artifacts", "{artifact_ref}", ARTIFACTS, all::target);
    return List.of(
        artifacts.list("listArtifacts", all::list),
        artifacts.create("createArtifact", all::create),
        artifacts.get("getArtifact", all::get),
        artifacts.delete("deleteArtifact", all::delete),
        artifacts.get("/versions", "listArtifactVersions", all::versions),
        artifacts
            .post("/versions", "uploadArtifactVersion", CREATE, all::upload)
            .accepting(Accepts.BYTES),
        artifacts.get("/versions/{version}", "downloadArtifactVersion", all::download),
        artifacts.post("/progress", "appendProgress", CREATE, all::append));
  }
}
