package dev.heddle.cli.command;

import dev.heddle.values.MapValue;
import java.util.ArrayList;
import java.util.List;

/** What a policy says, in a few words. */
final class PolicyLine {

  private PolicyLine() {}

  static String scope(MapValue policy) {
    String action = Shown.text(policy, "action_ref");
    String pack = Shown.text(policy, "pack_ref");
    if (!action.isEmpty()) {
      return action;
    }
    return pack.isEmpty() ? "everything" : "pack " + pack;
  }

  static String limits(MapValue policy) {
    List<String> limits = new ArrayList<>();
    String atOnce = Shown.text(policy, "concurrency.limit");
    if (!atOnce.isEmpty()) {
      String parameters = Shown.text(policy, "concurrency.parameters");
      limits.add(atOnce + " at once" + (parameters.isEmpty() ? "" : " per " + parameters));
    }
    String rate = Shown.text(policy, "rate_limit.max_executions");
    if (!rate.isEmpty()) {
      limits.add(rate + " in " + Shown.text(policy, "rate_limit.window_seconds") + " s");
    }
    for (MapValue quota : Shown.each(policy, "quotas")) {
      limits.add(
          Shown.text(quota, "limit") + " " + Shown.text(quota, "quota_type").replace('_', ' '));
    }
    return limits.isEmpty() ? "none" : String.join("; ", limits);
  }
}
