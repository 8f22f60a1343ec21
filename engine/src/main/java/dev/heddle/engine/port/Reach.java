package dev.heddle.engine.port;

import java.util.List;
import java.util.Set;

/**
 * How far somebody's permission goes among things of one kind: all of them, or those within at
 * least one limit. Lists narrow by it where the rows are, so that pages and totals stay right.
 */
public record Reach(boolean everything, List<Limit> limits) {

  public static final Reach ALL = new Reach(true, List.of());
  public static final Reach NOTHING = new Reach(false, List.of());

  public Reach {
    limits = List.copyOf(limits);
  }

  public static Reach within(List<Limit> limits) {
    return new Reach(false, limits);
  }

  /**
   * Whether a thing is within reach.
   *
   * @param ref what it is or, for executions and inquiries, the workflow they belong to
   * @param id its own id, or the ref of what has none
   */
  public boolean covers(String ref, String id) {
    return everything || limits.stream().anyMatch(limit -> limit.covers(ref, id));
  }

  /**
   * All that must hold of a thing; a set without members limits nothing.
   *
   * @param packs the packs their refs belong to
   */
  public record Limit(Set<String> refs, Set<String> ids, Set<String> packs) {

    public static final Limit NONE = new Limit(Set.of(), Set.of(), Set.of());

    public Limit {
      refs = Set.copyOf(refs);
      ids = Set.copyOf(ids);
      packs = Set.copyOf(packs);
    }

    public static Limit pack(String ref) {
      return new Limit(Set.of(), Set.of(), Set.of(ref));
    }

    public boolean isNone() {
      return refs.isEmpty() && ids.isEmpty() && packs.isEmpty();
    }

    boolean covers(String ref, String id) {
      return (refs.isEmpty() || refs.contains(ref))
          && (ids.isEmpty() || ids.contains(id))
          && (packs.isEmpty() || packs.stream().anyMatch(pack -> isOf(ref, pack)));
    }

    private static boolean isOf(String ref, String pack) {
      return ref.equals(pack) || ref.startsWith(pack + ".");
    }
  }
}
