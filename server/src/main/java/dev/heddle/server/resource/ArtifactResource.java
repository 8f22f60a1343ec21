package dev.heddle.server.resource;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.artifacts.versioned.Artifact;
import dev.heddle.platform.artifacts.versioned.Artifact.Kind;
import dev.heddle.platform.artifacts.versioned.Artifact.Retention;
import dev.heddle.platform.artifacts.versioned.Artifact.Version;
import dev.heddle.platform.artifacts.versioned.ArtifactView;
import dev.heddle.platform.artifacts.versioned.ExecutionOutputs;
import dev.heddle.platform.artifacts.versioned.ExecutionOutputs.Output;
import dev.heddle.platform.artifacts.versioned.VersionedArtifacts;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemCode;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/**
 * Artifacts (S1-170). What an execution prints is one too: to read it takes the permission to read
 * artifacts of its workflow, and to read the execution itself.
 */
public final class ArtifactResource {

  private static final String PATH = "/api/v1/artifacts/";
  private static final int LONGEST = 255;

  private final VersionedArtifacts artifacts;
  private final ExecutionOutputs outputs;

  public ArtifactResource(VersionedArtifacts artifacts, ExecutionOutputs outputs) {
    this.artifacts = artifacts;
    this.outputs = outputs;
  }

  /** The artifact a path names. */
  public Optional<Target> target(Call call) {
    String ref = call.path("artifact_ref");
    return Optional.of(
        outputs.find(ref).map(output -> Target.of(output.execution())).orElse(Target.of(ref)));
  }

  /** All artifacts that fit the filter, or what one execution printed. */
  public Reply list(Call call) {
    Query query =
        call.query("page", "per_page", "owner_type", "owner", "kind", "text", "execution_id");
    Reach reach = call.reach(Resource.ARTIFACTS, Operation.READ);
    Optional<String> execution = query.text("execution_id");
    if (execution.isPresent()) {
      return Paging.of(query).part(printed(call, execution.get()), ArtifactView::toValue);
    }
    Optional<KeyOwner.Type> type =
        query.oneOf("owner_type", KeyOwner.Type.values(), KeyOwner.Type::label);
    Optional<String> owner = query.text("owner");
    Optional<Kind> kind = query.oneOf("kind", Kind.values(), Kind::label);
    Optional<String> text = query.text("text");
    List<Artifact> seen =
        artifacts.list().stream()
            .filter(artifact -> reach.covers(artifact.ref(), artifact.ref()))
            .filter(artifact -> type.isEmpty() || artifact.owner().type() == type.get())
            .filter(artifact -> owner.isEmpty() || artifact.owner().name().equals(owner.get()))
            .filter(artifact -> kind.isEmpty() || artifact.kind() == kind.get())
            .filter(artifact -> text.isEmpty() || artifact.names(text.get()))
            .toList();
    return Paging.of(query).part(seen, ArtifactView::toValue);
  }

  private List<Artifact> printed(Call call, String id) {
    List<Output> found = ExecutionId.parse(id).map(outputs::of).orElse(List.of());
    if (found.isEmpty()) {
      throw ProblemException.notFound("There is no such execution.");
    }
    Target target = Target.of(found.getFirst().execution());
    call.require(Resource.ARTIFACTS, Operation.READ, target);
    call.require(Resource.EXECUTIONS, Operation.READ, target);
    return found.stream().map(Output::artifact).toList();
  }

  /** Its ref and its owner must both be within reach. */
  public Reply create(Call call) {
    Fields fields = call.body();
    String ref = fields.requiredText("ref", LONGEST);
    String name = fields.text("name").orElse("");
    Kind kind = fields.oneOf("kind", Kind.values(), Kind::label).orElse(Kind.FILE);
    KeyOwner.Type type =
        fields
            .oneOf("owner_type", KeyOwner.Type.values(), KeyOwner.Type::label)
            .orElse(KeyOwner.Type.SYSTEM);
    String owner = fields.text("owner").orElse("");
    if ((type == KeyOwner.Type.SYSTEM) != owner.isEmpty()) {
      fields.refuse("owner", "names the owner; only the system has none");
    }
    Fields kept = fields.inside("retention");
    Retention retention =
        Retention.of(kind, kept.number("versions").orElse(null), kept.number("days").orElse(null));
    kept.end();
    fields.end();
    KeyOwner whose = new KeyOwner(type, owner);
    call.require(Resource.ARTIFACTS, Operation.CREATE, Target.of(ref));
    if (!whose.equals(KeyOwner.ofIdentity(call.caller().login()))) {
      call.require(Resource.ARTIFACTS, Operation.CREATE, scope(whose));
    }
    Artifact made = Answers.of(artifacts.create(ref, whose, kind, name, retention));
    return Reply.created(PATH + made.ref(), ArtifactView.toValue(made));
  }

  /** Whoever is limited to a pack keeps nothing in the name of others. */
  private static Target scope(KeyOwner owner) {
    return switch (owner.type()) {
      case PACK, ACTION, SENSOR -> Target.of(owner.name());
      case SYSTEM, IDENTITY -> Target.of("*");
    };
  }

  /** A progress record comes with its last entries. */
  public Reply get(Call call) {
    call.query();
    Optional<Output> output = output(call);
    if (output.isPresent()) {
      return Reply.data(ArtifactView.toValue(output.get().artifact()));
    }
    Artifact artifact = Answers.of(artifacts.find(call.path("artifact_ref")));
    MapValue shown = ArtifactView.toValue(artifact);
    return Reply.data(
        artifact.kind() == Kind.PROGRESS
            ? shown.with("progress", new ListValue(artifacts.entries(artifact.ref())))
            : shown);
  }

  /** What a path names, if an execution printed it and the caller may see that execution. */
  private Optional<Output> output(Call call) {
    Optional<Output> output = outputs.find(call.path("artifact_ref"));
    output.ifPresent(
        one -> call.require(Resource.EXECUTIONS, Operation.READ, Target.of(one.execution())));
    return output;
  }

  public Reply delete(Call call) {
    call.body().end();
    requireStored(call);
    Artifact gone = Answers.of(artifacts.delete(call.path("artifact_ref")));
    return Reply.data(MapValue.builder().put("ref", gone.ref()).put("deleted", true).build());
  }

  /** What an execution prints changes and goes with it alone. */
  private void requireStored(Call call) {
    if (output(call).isPresent()) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "What an execution printed goes with the execution.");
    }
  }

  public Reply versions(Call call) {
    call.query();
    Optional<Output> output = output(call);
    List<Version> found =
        output.isPresent()
            ? List.of(
                new Version(
                    1, outputs.read(output.get()).length, output.get().artifact().updatedAt()))
            : Answers.of(artifacts.versions(call.path("artifact_ref")));
    return Reply.data(new ListValue(found.stream().<Value>map(ArtifactView::toValue).toList()));
  }

  /** The body is looked at only if there is something to add it to. */
  public Reply upload(Call call) {
    call.query();
    requireStored(call);
    String ref = call.path("artifact_ref");
    Answers.of(artifacts.find(ref));
    Version added = Answers.of(artifacts.upload(ref, call.raw(VersionedArtifacts.LARGEST_FILE)));
    return Reply.created(PATH + ref + "/versions/" + added.number(), ArtifactView.toValue(added));
  }

  public Reply append(Call call) {
    requireStored(call);
    String ref = call.path("artifact_ref");
    MapValue entry = call.body().all();
    Version added = Answers.of(artifacts.append(ref, entry));
    return Reply.created(PATH + ref + "/versions/" + added.number(), ArtifactView.toValue(added));
  }

  /** Bytes to save, whatever they are: a browser shows none of them as a page (row 17). */
  public Reply download(Call call) {
    call.query();
    long version = call.number("version", "version");
    Optional<Output> output = output(call);
    if (version < 1 || version > (output.isPresent() ? 1 : Integer.MAX_VALUE)) {
      throw ProblemException.notFound("There is no such version.");
    }
    byte[] content =
        output.isPresent()
            ? outputs.read(output.get())
            : Answers.of(artifacts.read(call.path("artifact_ref"), (int) version));
    return new Reply.Bytes(new ByteArrayInputStream(content), content.length);
  }
}
