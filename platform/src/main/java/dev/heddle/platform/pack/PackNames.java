package dev.heddle.platform.pack;

import dev.heddle.model.Dialect;
import dev.heddle.model.Workflow;
import java.util.regex.Pattern;

/** What packs and the things in them may be called (S1-010, S1-134). */
public final class PackNames {

  /** The pack that comes with Heddle. */
  public static final String CORE = "core";

  private static final Pattern PACK = Pattern.compile("[a-z0-9_-]{1,64}");
  private static final Pattern REST = Pattern.compile("[^\\s.{}/]+(\\.[^\\s.{}/]+)*");

  private PackNames() {}

  public static boolean isPackRef(String ref) {
    return PACK.matcher(ref).matches();
  }

  /** Whether {@code ref} names something of a pack: {@code pack.name}. */
  public static boolean isRefOf(String pack, String ref) {
    return ref.length() <= 255
        && ref.startsWith(pack + ".")
        && REST.matcher(ref).region(pack.length() + 1, ref.length()).matches();
  }

  /** Whether a pack may have a workflow: one of its refs, or steps or scripts, called by a name. */
  public static boolean mayHave(String pack, Workflow workflow) {
    return workflow.dialect() == Dialect.STEPS
        || workflow.dialect() == Dialect.SCRIPT
        || isRefOf(pack, workflow.ref());
  }

  /** The pack in {@code pack.name}; the whole if there is no dot. */
  public static String packOf(String ref) {
    int dot = ref.indexOf('.');
    return dot < 0 ? ref : ref.substring(0, dot);
  }
}
