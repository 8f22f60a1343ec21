package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.dispatch.Fleet;
import dev.heddle.engine.Engine;
import dev.heddle.server.Metrics;
import dev.heddle.server.metrics.CensusMetrics;
import dev.heddle.worker.Occupancy;
import java.util.function.Supplier;

/** Lets a server show what the parts of Heddle that know nothing of metrics are doing. */
final class ServerMetrics {

  private ServerMetrics() {}

  static void bind(Metrics metrics, Wiring wiring) {
    Engine engine = wiring.engine();
    metrics.gauge(
        "heddle.engine.commands.waiting",
        "Commands that wait to be decided",
        engine,
        each -> each.load().waiting());
    metrics.gauge(
        "heddle.engine.executions.resident",
        "Executions in memory",
        engine,
        each -> each.load().residents());
    metrics.gauge(
        "heddle.engine.partitions",
        "Partitions this node owns",
        engine,
        each -> each.load().partitions());
    bind(metrics, "program", wiring::programs);
    bind(metrics, "request", wiring::requests);
    bind(metrics, wiring.workforce().fleet());
    CensusMetrics census = new CensusMetrics(wiring.operations(), metrics.registry());
    metrics.beforeShowing(census::refresh);
  }

  private static void bind(Metrics metrics, Fleet fleet) {
    metrics.gauge(
        "heddle.fleet.workers",
        "Workers elsewhere that are connected to this node",
        fleet,
        each -> each.load().connected());
    metrics.gauge(
        "heddle.fleet.slots",
        "How many attempts these carry out at once",
        fleet,
        each -> each.load().slots());
    metrics.gauge(
        "heddle.fleet.attempts.leased",
        "Attempts of this node that workers elsewhere have",
        fleet,
        each -> each.load().leased());
    metrics.gauge(
        "heddle.fleet.attempts.waiting",
        "Attempts of this node that no worker has room for",
        fleet,
        each -> each.load().waiting());
    metrics.counter(
        "heddle.fleet.workers.lost",
        "Workers that were not heard for a lease",
        fleet,
        each -> each.load().lost());
    metrics.counter(
        "heddle.fleet.reports.late",
        "Reports of workers that were refused because their lease was over",
        fleet,
        each -> each.load().lateReports());
  }

  private static void bind(Metrics metrics, String kind, Supplier<Occupancy> occupancy) {
    metrics.gauge(
        "heddle.worker.running",
        "Attempts that run on this node",
        "kind",
        kind,
        occupancy,
        of -> of.get().running());
    metrics.gauge(
        "heddle.worker.waiting",
        "Attempts that wait for a place on this node",
        "kind",
        kind,
        occupancy,
        of -> of.get().waiting());
    metrics.gauge(
        "heddle.worker.places",
        "How many attempts may run on this node at once",
        "kind",
        kind,
        occupancy,
        of -> of.get().places());
  }
}
