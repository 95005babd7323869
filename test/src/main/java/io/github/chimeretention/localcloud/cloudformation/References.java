package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a part of a template refers to by Ref, Fn::GetAtt and Fn::Sub. */
final class References {
  /** A variable of Fn::Sub; {@code ${!Literal}} is none. */
  static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final Set<String> found = new HashSet<>();

  private References() {}

  static Set<String> in(JsonNode value) {
    References references = new References();
    references.visit(value);
    return references.found;
  }

  private void visit(JsonNode value) {
    if (value.isObject() && value.size() == 1) {
      Map.Entry<String, JsonNode> entry = value.properties().iterator().next();
      function(entry.getKey(), entry.getValue());
    }
    value.forEach(this::visit);
  }

  private void function(String name, JsonNode argument) {
    switch (name) {
      case "Ref" -> found.add(argument.asText());
      case "Fn::GetAtt" ->
          found.add(argument.isArray() ? argument.path(0).asText() : beforeDot(argument.asText()));
      case "Fn::Sub" -> substitution(argument);
      default -> {
        // A property, or a function whose arguments are visited anyway.
      }
    }
  }

  private void substitution(JsonNode argument) {
    String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
    JsonNode ownVariables = argument.path(1);
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      if (variable.group(1).isEmpty() && !ownVariables.has(variable.group(2))) {
        found.add(beforeDot(variable.group(2)));
      }
    }
  }

  private static String beforeDot(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
