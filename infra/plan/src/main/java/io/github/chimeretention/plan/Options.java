package io.github.chimeretention.plan;

import io.github.chimeretention.plan.assembly.UnreadableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arguments of a command.
 *
 * @param values by option, several if it is repeated
 */
record Options(String command, List<String> stacks, Map<String, List<String>> values) {
  private static final Map<String, Map<String, Set<String>>> COMMANDS =
      Map.of(
          "plan",
          Map.of(
              "--app", Set.of(),
              "--parameters", Set.of(),
              "--format", Set.of("text", "markdown", "json"),
              "--fail-on", Set.of("change", "hiding")),
          "adopt",
          Map.of("--region", Set.of(), "--format", Set.of("context", "java")));

  /** Parses arguments, or throws {@link UnreadableException}; {@code plan} is the default. */
  static Options parse(List<String> arguments) {
    boolean hasCommand = !arguments.isEmpty() && COMMANDS.containsKey(arguments.get(0));
    String command = hasCommand ? arguments.get(0) : "plan";
    List<String> rest = arguments.subList(hasCommand ? 1 : 0, arguments.size());
    List<String> stacks = new ArrayList<>();
    Map<String, List<String>> values = new HashMap<>();
    for (int i = 0; i < rest.size(); i++) {
      String[] option = rest.get(i).split("=", 2);
      if (!option[0].startsWith("-")) {
        stacks.add(rest.get(i));
        continue;
      }
      Set<String> allowed = COMMANDS.get(command).get(option[0]);
      String value = option.length > 1 ? option[1] : ++i < rest.size() ? rest.get(i) : null;
      require(allowed != null, option[0] + " is not an option of " + command + "; see --help");
      require(value != null, option[0] + " has no value; see --help");
      require(
          allowed.isEmpty() || allowed.contains(value),
          "%s is \"%s\"; it must be %s"
              .formatted(option[0], value, String.join(" or ", new TreeSet<>(allowed))));
      values.computeIfAbsent(option[0], it -> new ArrayList<>()).add(value);
    }
    require(
        stacks.isEmpty() || command.equals("plan"),
        "\"%s\" is not an option of adopt; see --help".formatted(String.join(" ", stacks)));
    for (String parameter : values.getOrDefault("--parameters", List.of())) {
      require(
          parameter.contains("="),
          "--parameters is \"%s\"; it must be [STACK:]NAME=VALUE".formatted(parameter));
    }
    return new Options(command, stacks, values);
  }

  /** Returns an option's last value. */
  String value(String option, String standard) {
    List<String> all = values.getOrDefault(option, List.of(standard));
    return all.get(all.size() - 1);
  }

  /**
   * Returns the value given for a stack's parameter, otherwise the one given for all stacks, or
   * null.
   */
  String parameter(String stackName, String parameter) {
    String value = null;
    for (String name : List.of(parameter, stackName + ":" + parameter)) {
      for (String assignment : values.getOrDefault("--parameters", List.of())) {
        if (assignment.startsWith(name + "=")) {
          value = assignment.substring(name.length() + 1);
        }
      }
    }
    return value;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new UnreadableException(message);
    }
  }
}
