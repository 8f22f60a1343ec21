package dev.heddle.expressions;

import dev.heddle.values.TextValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All functions by name (S1-032 … S1-034). Each can be called as {@code f(x, a)} and as {@code x |
 * f(a)}; only {@code default}, which must see its input before it is evaluated, is a filter alone.
 */
final class Library {

  private static final Map<String, Builtin> BUILTINS = new HashMap<>();

  /** Known to the parser itself. */
  private static final Set<String> FILTERS_ONLY = Set.of("default");

  private static final Set<String> FUNCTIONS_ONLY =
      Set.of("succeeded", "failed", "timed_out", "result");

  static {
    plain("upper", "text", TextFunctions::upper);
    plain("lower", "text", TextFunctions::lower);
    plain("trim", "text", TextFunctions::trim);
    plain("split", "text, separator|sep|pat", TextFunctions::split);
    plain("replace", "text, old|from, new|to", TextFunctions::replace);
    plain("starts_with", "text, prefix", TextFunctions::startsWith);
    plain("ends_with", "text, suffix", TextFunctions::endsWith);
    plain("truncate", "text, length?, end?", TextFunctions::truncate);
    plain("base64", "text", TextFunctions::base64);
    plain("match", "pattern, >text", TextFunctions::match);
    inside("append", "input, suffix", TextFunctions::append);
    inside("prepend", "input, prefix", TextFunctions::prepend);
    inside("join", "list, separator|sep?", TextFunctions::join);
    plain("date", "time, format?", DateFunction::date);

    plain("first", "list", ListFunctions::first);
    plain("last", "list", ListFunctions::last);
    plain("length", "input", ListFunctions::length);
    plain("list", "input", ListFunctions::list);
    plain("reversed", "input", ListFunctions::reversed);
    plain("slice", "input, start?, end?", ListFunctions::slice);
    plain("batch", "list, size", ListFunctions::batch);
    plain("chunks", "list, size", ListFunctions::batch);
    plain("flat", "list", ListFunctions::flat);
    plain("zip", "list, other", ListFunctions::zip);
    plain("range", "start, end?, step?", ListFunctions::range);
    plain("keys", "map", MapFunctions::keys);
    plain("values", "map", MapFunctions::values);
    plain("merge", "map, other", MapFunctions::merge);
    plain("map", "list, attribute, default?", MapFunctions::map);
    plain("filter", "list, **conditions", MapFunctions::filter);
    plain("sort", "list, attribute?, reverse?", SearchFunctions::sort);
    plain("unique", "list, attribute?", SearchFunctions::unique);
    inside("contains", "input, value", SearchFunctions::contains);
    inside("index_of", "input, value", SearchFunctions::indexOf);
    inside("count", "input, value?", SearchFunctions::count);
    inside("min", "*values", SearchFunctions::min);
    inside("max", "*values", SearchFunctions::max);

    inside("sum", "list", NumberFunctions::sum);
    plain("abs", "number", NumberFunctions::abs);
    plain("floor", "number", NumberFunctions::floor);
    plain("ceil", "number", NumberFunctions::ceil);
    plain("round", "number, precision?, method?", NumberFunctions::round);
    plain("int", "input, default?", NumberFunctions::integer);
    plain("float", "input, default?", NumberFunctions::number);
    plain("number", "input, default?", NumberFunctions::number);

    inside("string", "input", ConversionFunctions::string);
    plain("bool", "input", ConversionFunctions::bool);
    plain("type_of", "input", ConversionFunctions::typeOf);
    plain("from_json", "text", ConversionFunctions::fromJson);
    inside("to_json", "input, pretty?", ConversionFunctions::toJson);
    inside("json", "input, pretty?", ConversionFunctions::toJson);
  }

  private Library() {}

  private static void plain(String name, String signature, Builtin.Body body) {
    BUILTINS.put(name, Builtin.of(name, signature, false, body));
  }

  /** Defines a function whose result shows what is inside its arguments. */
  private static void inside(String name, String signature, Builtin.Body body) {
    BUILTINS.put(name, Builtin.of(name, signature, true, body));
  }

  static boolean has(String name) {
    return BUILTINS.containsKey(name);
  }

  /** All names in order, for documentation and tests. */
  static Set<String> names() {
    return new TreeSet<>(BUILTINS.keySet());
  }

  static Binding bindFunction(String name, List<Argument> arguments) {
    Builtin builtin = BUILTINS.get(name);
    if (builtin != null) {
      return bind(builtin, null, arguments);
    }
    String hint =
        FILTERS_ONLY.contains(name)
            ? "`" + name + "` is a filter: x | " + name + "(y)"
            : suggestion(name, FUNCTIONS_ONLY);
    return unbound(
        ErrorCode.UNKNOWN_FUNCTION, "unknown function `" + name + "`", hint, null, arguments);
  }

  static Binding bindFilter(String name, Node input, List<Argument> arguments) {
    Builtin builtin = BUILTINS.get(name);
    if (builtin != null) {
      return bind(builtin, input, arguments);
    }
    String hint =
        FUNCTIONS_ONLY.contains(name)
            ? "`" + name + "()` is a function"
            : suggestion(name, FILTERS_ONLY);
    return unbound(
        ErrorCode.UNKNOWN_FILTER, "unknown filter `" + name + "`", hint, input, arguments);
  }

  private static String suggestion(String name, Set<String> more) {
    Set<String> all = names();
    all.addAll(more);
    return Suggestion.hint(name, all);
  }

  private static Binding bind(Builtin builtin, @Nullable Node input, List<Argument> arguments) {
    int fixed = builtin.parameters().size() - (builtin.rest() == Builtin.Rest.NOTHING ? 0 : 1);
    @Nullable Node[] slots = new Node[builtin.parameters().size()];
    List<Node> rest = new ArrayList<>();
    if (input != null && builtin.input() < fixed) {
      slots[builtin.input()] = input;
    } else if (input != null) {
      rest.add(input);
    }
    for (Argument argument : arguments) {
      String problem = place(builtin, argument, slots, fixed, rest);
      if (problem != null) {
        String hint =
            argument.name() == null
                ? ""
                : Suggestion.hint(argument.name(), builtin.parameterNames());
        return unbound(ErrorCode.WRONG_ARGUMENTS, problem, hint, input, arguments);
      }
    }
    for (int i = 0; i < fixed; i++) {
      if (slots[i] == null && builtin.parameters().get(i).required()) {
        String missing = builtin.parameters().get(i).name();
        return unbound(
            ErrorCode.WRONG_ARGUMENTS,
            "`" + builtin.name() + "` needs `" + missing + "`",
            usage(builtin),
            input,
            arguments);
      }
    }
    if (fixed < slots.length) {
      if (rest.isEmpty()) {
        return unbound(
            ErrorCode.WRONG_ARGUMENTS,
            "`" + builtin.name() + "` needs at least one argument",
            usage(builtin),
            input,
            arguments);
      }
      slots[fixed] = collected(builtin.rest(), rest);
    }
    return new Binding.Bound(builtin, slots);
  }

  /** Puts one argument where it belongs, or says why it cannot. */
  private static @Nullable String place(
      Builtin builtin, Argument argument, @Nullable Node[] slots, int fixed, List<Node> rest) {
    String name = argument.name();
    if (name == null) {
      int free = Arrays.asList(slots).indexOf(null);
      if (free >= 0 && free < fixed) {
        slots[free] = argument.value();
        return null;
      }
      if (builtin.rest() == Builtin.Rest.POSITIONAL) {
        rest.add(argument.value());
        return null;
      }
      return "`" + builtin.name() + "` got too many arguments";
    }
    int index = builtin.indexOf(name);
    if (index < 0 || index >= fixed) {
      if (builtin.rest() == Builtin.Rest.NAMED) {
        rest.add(
            new Node.Literal(
                new TextValue(name), argument.value().start(), argument.value().start()));
        rest.add(argument.value());
        return null;
      }
      return "`" + builtin.name() + "` has no argument `" + name + "`";
    }
    if (slots[index] != null) {
      return "`" + builtin.name() + "` got `" + name + "` twice";
    }
    slots[index] = argument.value();
    return null;
  }

  private static Node collected(Builtin.Rest rest, List<Node> nodes) {
    int start = nodes.getFirst().start();
    int end = nodes.getLast().end();
    return rest == Builtin.Rest.NAMED
        ? new Node.MapLiteral(List.copyOf(nodes), start, end)
        : new Node.ListLiteral(List.copyOf(nodes), start, end);
  }

  private static String usage(Builtin builtin) {
    return "write " + builtin.name() + "(" + String.join(", ", builtin.parameterNames()) + ")";
  }

  private static Binding unbound(
      ErrorCode code, String problem, String hint, @Nullable Node input, List<Argument> arguments) {
    List<Node> nodes = new ArrayList<>();
    if (input != null) {
      nodes.add(input);
    }
    arguments.forEach(argument -> nodes.add(argument.value()));
    return new Binding.Unbound(code, problem, hint, List.copyOf(nodes));
  }
}
