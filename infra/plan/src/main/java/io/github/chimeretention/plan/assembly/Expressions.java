package io.github.chimeretention.plan.assembly;

import static io.github.chimeretention.plan.assembly.Template.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves a template's values as far as they are known before a deployment (<i>AWS CloudFormation
 * Template Reference, Intrinsic function reference</i>).
 *
 * @param lookup returns the value of a parameter or pseudo parameter, or null if it has none;
 *     throws {@link NoSuchElementException} if the value is not known
 */
public record Expressions(Template template, UnaryOperator<String> lookup) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  /** The value of {@code AWS::NoValue}. */
  private static final Object NONE = new Object();

  /** Returns a resource's properties; one that can't be resolved is {@link Unknown}. */
  public Map<String, Object> properties(Map<String, Object> properties) {
    return members(properties, raw -> known(() -> resolve(raw), raw));
  }

  /** Returns whether a condition is met, empty if that is not known. */
  public Optional<Boolean> condition(String name) {
    Object met = known(() -> name == null || isMet(name), name);
    return met instanceof Boolean value ? Optional.of(value) : Optional.empty();
  }

  /** Returns the value, or an unknown one if it depends on the deployment or is malformed. */
  private static Object known(Supplier<Object> value, Object raw) {
    try {
      return value.get();
    } catch (NoSuchElementException
        | ClassCastException
        | IndexOutOfBoundsException
        | NumberFormatException e) {
      return new Unknown(raw);
    }
  }

  private Object resolve(Object raw) {
    Object value = withoutFunctions(raw);
    if (String.valueOf(value).contains("{{resolve:")) {
      throw new NoSuchElementException();
    }
    return value;
  }

  private Object withoutFunctions(Object value) {
    if (value instanceof List<?> list) {
      return resolveAll(list);
    }
    if (value instanceof Map<?, ?> map) {
      Map.Entry<?, ?> first = map.size() == 1 ? map.entrySet().iterator().next() : null;
      return first != null && String.valueOf(first.getKey()).matches("Ref|Fn::.*")
          ? call((String) first.getKey(), first.getValue())
          : members(object(value), this::resolve);
    }
    return value;
  }

  private List<Object> resolveAll(List<?> list) {
    List<Object> values = new ArrayList<>();
    list.forEach(item -> values.add(resolve(item)));
    values.removeIf(NONE::equals);
    return values;
  }

  private static Map<String, Object> members(
      Map<String, Object> members, UnaryOperator<Object> resolver) {
    Map<String, Object> values = new LinkedHashMap<>();
    members.forEach((name, member) -> values.put(name, resolver.apply(member)));
    values.values().removeIf(NONE::equals);
    return values;
  }

  private Object call(String function, Object argument) {
    return switch (function) {
      case "Ref" -> ref((String) argument);
      case "Fn::Sub" -> substitute(argument);
      case "Fn::Join" -> {
        List<String> parts = ((List<?>) at(argument, 1)).stream().map(String::valueOf).toList();
        yield String.join((String) at(argument, 0), parts);
      }
      case "Fn::Split" ->
          List.of(((String) at(argument, 1)).split(Pattern.quote((String) at(argument, 0)), -1));
      case "Fn::Select" ->
          ((List<?>) at(argument, 1)).get(Integer.parseInt(String.valueOf(at(argument, 0))));
      case "Fn::FindInMap" ->
          known(
              object(
                      object(object(template.content().get("Mappings")).get(at(argument, 0)))
                          .get(at(argument, 1)))
                  .get(at(argument, 2)));
      // Only the chosen branch must be known.
      case "Fn::If" -> at(argument, isMet((String) ((List<?>) argument).get(0)) ? 1 : 2);
      default -> throw new NoSuchElementException();
    };
  }

  private Object at(Object arguments, int index) {
    return resolve(((List<?>) arguments).get(index));
  }

  private Object ref(String name) {
    if (name.equals("AWS::NoValue")) {
      return NONE;
    }
    Map<String, Object> parameter = object(object(template.content().get("Parameters")).get(name));
    String type = String.valueOf(parameter.get("Type"));
    // An attribute of a resource, or a Parameter Store name, which each deployment looks up.
    boolean isResource = parameter.isEmpty() && !name.startsWith("AWS::");
    if (isResource || type.startsWith("AWS::SSM::Parameter")) {
      throw new NoSuchElementException();
    }
    String value =
        Optional.ofNullable(lookup.apply(name))
            .or(() -> Optional.ofNullable(parameter.get("Default")).map(String::valueOf))
            .orElseThrow();
    return type.equals("CommaDelimitedList") || type.startsWith("List<")
        ? List.of(value.split("\\s*,\\s*", -1))
        : value;
  }

  private String substitute(Object argument) {
    boolean hasVariables = argument instanceof List<?>;
    String text = (String) (hasVariables ? ((List<?>) argument).get(0) : argument);
    Map<String, Object> variables = hasVariables ? object(at(argument, 1)) : Map.of();
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String name = match.group(1);
              Object value =
                  name.startsWith("!")
                      ? "${" + name.substring(1) + "}"
                      : variables.containsKey(name) ? variables.get(name) : ref(name);
              return Matcher.quoteReplacement(String.valueOf(value));
            });
  }

  private boolean isMet(String name) {
    return test(known(object(template.content().get("Conditions")).get(name)));
  }

  private boolean test(Object condition) {
    Map.Entry<String, Object> function = object(condition).entrySet().iterator().next();
    Object argument = function.getValue();
    return switch (function.getKey()) {
      case "Condition" -> isMet((String) argument);
      case "Fn::Equals" -> String.valueOf(at(argument, 0)).equals(String.valueOf(at(argument, 1)));
      case "Fn::Not" -> !test(((List<?>) argument).get(0));
      case "Fn::And" -> ((List<?>) argument).stream().allMatch(this::test);
      case "Fn::Or" -> ((List<?>) argument).stream().anyMatch(this::test);
      default -> throw new NoSuchElementException();
    };
  }

  private static Object known(Object value) {
    return Optional.ofNullable(value).orElseThrow();
  }
}
