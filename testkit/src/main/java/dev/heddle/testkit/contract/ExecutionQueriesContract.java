package dev.heddle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.engine.port.ExecutionQueries.Page;
import dev.heddle.engine.port.ExecutionQueries.Traits;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.Starter;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people are shown of executions and inquiries: lists, filters, totals. */
public abstract class ExecutionQueriesContract extends StoresContract {

  @Test
  void listsAreFilteredAndPaged() {
    RandomRows rows = new RandomRows(10);
    List<Execution> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Execution running = rows.execution(rows.id());
      Execution execution =
          i % 3 > 0
              ? running
              : running.ended(ExecutionStatus.FAILED, MapValue.EMPTY, null, rows.moment());
      all.add(execution);
      commit(of(execution, true));
    }
    all.sort((one, other) -> other.id().compareTo(one.id()));
    assertThat(stores.queries().list(Filter.ALL, 0, 100).items()).isEqualTo(all);
    assertThat(stores.queries().list(Filter.ALL, 10, 5).items()).isEqualTo(all.subList(10, 15));
    assertThat(stores.queries().list(Filter.ALL, 38, 5).items()).isEqualTo(all.subList(38, 40));
    assertThat(stores.queries().list(Filter.ALL, 10, 5).total()).isEqualTo(40);
    for (ExecutionStatus status : ExecutionStatus.values()) {
      List<Execution> expected =
          all.stream().filter(execution -> execution.status() == status).toList();
      Filter filter = new Filter(Set.of(status), null, null, null, false);
      assertThat(stores.queries().list(filter, 0, 100).items()).isEqualTo(expected);
      assertThat(stores.queries().counts().getOrDefault(status, 0L))
          .isEqualTo((long) expected.size());
      assertThat(stores.queries().counts(Reach.ALL, 2).getOrDefault(status, 0L))
          .isEqualTo(Math.min(2L, expected.size()));
    }
    for (Set<ExecutionStatus> some :
        List.of(
            Set.of(ExecutionStatus.FAILED, ExecutionStatus.TIMEOUT),
            Set.of(ExecutionStatus.RUNNING, ExecutionStatus.CANCELING),
            Set.of(ExecutionStatus.RUNNING, ExecutionStatus.FAILED))) {
      Filter filter = new Filter(some, "pack.flow1", null, null, false);
      assertThat(stores.queries().list(filter, 0, 100).items())
          .isEqualTo(
              all.stream()
                  .filter(one -> some.contains(one.status()) && one.workflow().equals("pack.flow1"))
                  .toList());
    }
    assertThat(stores.queries().list(workflow("pack.flow1", null), 0, 100).items())
        .isEqualTo(
            all.stream().filter(execution -> execution.workflow().equals("pack.flow1")).toList());
    assertThat(stores.queries().list(workflow(null, "pack"), 0, 100).items()).isEqualTo(all);
    assertThat(stores.queries().list(workflow(null, "pac"), 0, 100).items()).isEmpty();
    assertThat(find(new Filter(Set.of(), null, null, null, true)))
        .isEqualTo(all.stream().filter(one -> one.origin().parent() == null).toList());
    Execution nested =
        all.stream().filter(one -> one.origin().parent() != null).findFirst().orElseThrow();
    AttemptId parent = Objects.requireNonNull(nested.origin().parent());
    assertThat(stores.queries().children(parent.execution())).containsExactly(nested);
  }

  private List<Execution> find(Filter filter) {
    return stores.queries().list(filter, 0, 100).items();
  }

  @Test
  @DisplayName("S1-130: executions are found by a text in their result, never by a secret in it")
  void executionsAreFoundByTheirResult() {
    RandomRows rows = new RandomRows(21);
    Execution running = rows.execution(rows.id());
    Execution first = ended(rows, MapValue.builder().put("image", "app:Seven%_").build());
    Execution second = ended(rows, Value.map("token", SecretValue.mark(Value.of("canary-4711"))));
    for (Execution execution : List.of(running, first, second)) {
      commit(of(execution, true));
    }

    assertThat(find(containing("APP:seven"))).containsExactly(first);
    assertThat(find(containing("\"image\":"))).containsExactly(first);
    assertThat(find(containing("n%_"))).containsExactly(first);
    assertThat(find(containing("s%n"))).isEmpty();
    assertThat(find(containing("token"))).containsExactly(second);
    assertThat(find(containing("canary"))).isEmpty();
    assertThat(find(containing("sealed"))).isEmpty();
  }

  @Test
  void executionsAreFoundByLabelTextAndTime() {
    RandomRows rows = new RandomRows(22);
    Execution first = labelled(rows, "nightly", null);
    Execution second = labelled(rows, "Nightly-2", "the \"disk\" is FULL");
    Execution third = labelled(rows, null, null);
    for (Execution execution : List.of(first, second, third)) {
      commit(of(execution, true));
    }
    List<Execution> all =
        List.of(first, second, third).stream()
            .sorted((one, other) -> other.id().compareTo(one.id()))
            .toList();

    assertThat(find(Filter.ALL.with(Traits.ANY.labelled("nightly")))).containsExactly(first);
    assertThat(find(Filter.ALL.with(Traits.ANY.about("NIGHTLY"))))
        .containsExactlyInAnyOrder(first, second);
    assertThat(find(Filter.ALL.with(Traits.ANY.about("is full")))).containsExactly(second);
    assertThat(find(Filter.ALL.with(Traits.ANY.about("message")))).isEmpty();
    assertThat(find(Filter.ALL.with(Traits.ANY.about("100%")))).isEmpty();
    assertThat(find(Filter.ALL.with(Traits.ANY.about(third.id().toString()))))
        .containsExactly(third);
    Traits since = new Traits(null, null, null, all.get(1).id(), null);
    assertThat(find(Filter.ALL.with(since))).isEqualTo(all.subList(0, 2));
    Traits between = new Traits(null, null, null, all.get(2).id(), all.get(0).id());
    assertThat(find(Filter.ALL.with(between))).isEqualTo(all.subList(1, 3));
  }

  private static Execution labelled(
      RandomRows rows, @Nullable String label, @Nullable String message) {
    Execution one = rows.execution(rows.id());
    Execution.Origin origin = Execution.Origin.of(Starter.of("ada"), label, Map.of());
    Execution labelled =
        new Execution(
            one.id(),
            "pack.labelled",
            one.definition(),
            origin,
            one.parameters(),
            one.vars(),
            ExecutionStatus.RUNNING,
            null,
            null,
            null,
            one.startedAt(),
            null,
            null,
            null);
    return message == null
        ? labelled
        : labelled.ended(
            ExecutionStatus.FAILED, MapValue.EMPTY, Failure.of("broken", message), rows.moment());
  }

  private static Execution ended(RandomRows rows, MapValue result) {
    return rows.execution(rows.id()).ended(ExecutionStatus.COMPLETED, result, null, rows.moment());
  }

  private static Filter containing(String text) {
    return Filter.ALL.containing(text);
  }

  private static Filter workflow(@Nullable String ref, @Nullable String pack) {
    return new Filter(Set.of(), ref, pack, null, false);
  }

  @Test
  @DisplayName("S1-104: inquiries are found by their state, execution and assignee")
  void inquiriesAreFiltered() {
    RandomRows rows = new RandomRows(11);
    List<Inquiry> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Changes changes = rows.changes(rows.id(), 1);
      commit(changes);
      all.addAll(changes.opened());
    }
    for (Inquiry inquiry : all) {
      assertThat(find(new InquiryFilter(null, inquiry.id().execution(), null)))
          .containsExactly(inquiry);
    }
    assertThat(find(new InquiryFilter(InquiryStatus.PENDING, null, null)))
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(find(new InquiryFilter(InquiryStatus.TIMEOUT, null, null))).isEmpty();
    assertThat(find(new InquiryFilter(null, null, "plain")))
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(one -> "plain".equals(one.assignedTo())).toList());
    assertThat(stores.queries().inquiries(new InquiryFilter(null, null, null), 5, 3).items())
        .hasSize(3);
    assertThat(stores.queries().inquiries(new InquiryFilter(null, null, null), 5, 3).total())
        .isEqualTo(30);
  }

  private List<Inquiry> find(InquiryFilter filter) {
    return stores.queries().inquiries(filter, 0, 100).items();
  }

  @Test
  @DisplayName("S1-167: lists, totals and counts keep to what is within reach")
  void listsKeepToTheReach() {
    RandomRows rows = new RandomRows(13);
    List<Execution> all = new ArrayList<>();
    List<Inquiry> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Changes changes = rows.changes(rows.id(), 1);
      commit(changes);
      all.add(Objects.requireNonNull(changes.execution()));
      asked.addAll(changes.opened());
    }
    Execution one = all.getFirst();
    Inquiry question = asked.getLast();
    for (Reach reach :
        List.of(
            Reach.ALL,
            Reach.NOTHING,
            limit(Set.of(one.workflow()), Set.of(), Set.of()),
            limit(Set.of(), Set.of(one.id().toString()), Set.of()),
            limit(Set.of(), Set.of(question.id().toString()), Set.of("pack")),
            limit(Set.of(), Set.of("no id"), Set.of()),
            limit(Set.of(), Set.of(), Set.of("pack", "other")),
            limit(Set.of(), Set.of(), Set.of("pac")),
            limit(Set.of("pack.none"), Set.of(one.id().toString()), Set.of()),
            Reach.within(
                List.of(
                    new Reach.Limit(Set.of(), Set.of(one.id().toString()), Set.of()),
                    new Reach.Limit(Set.of(), Set.of(question.id().toString()), Set.of()))))) {
      List<Execution> seen =
          all.stream().filter(each -> reach.covers(each.workflow(), each.id().toString())).toList();
      Page<Execution> page = stores.queries().list(Filter.ALL.within(reach), 0, 100);
      assertThat(page.items()).containsExactlyInAnyOrderElementsOf(seen);
      assertThat(page.total()).isEqualTo(seen.size());
      assertThat(stores.queries().counts(reach, 1000).values().stream().mapToLong(n -> n).sum())
          .isEqualTo(seen.size());
      List<Inquiry> known =
          asked.stream()
              .filter(each -> reach.covers(workflowOf(each), each.id().toString()))
              .toList();
      assertThat(find(new InquiryFilter(null, null, null).within(reach)))
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }

  private static Reach limit(Set<String> refs, Set<String> ids, Set<String> packs) {
    return Reach.within(List.of(new Reach.Limit(refs, ids, packs)));
  }

  private String workflowOf(Inquiry inquiry) {
    return stores.queries().execution(inquiry.id().execution()).orElseThrow().workflow();
  }
}
