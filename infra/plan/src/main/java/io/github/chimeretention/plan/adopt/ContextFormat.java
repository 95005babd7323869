package io.github.chimeretention.plan.adopt;

import io.github.chimeretention.plan.adopt.Adoption.Declaration;
import io.github.chimeretention.plan.report.JsonReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Declarations for {@code context} in cdk.json. */
record ContextFormat(Map<String, Declaration> declarations) {
  String text() {
    Map<String, Map<String, Object>> sections = new TreeMap<>();
    declarations.forEach(
        (name, it) ->
            sections
                .computeIfAbsent(
                    it.isAccount() ? "accounts" : "appInstances", key -> new LinkedHashMap<>())
                .put(name, entry(it)));
    return JsonReport.text(Map.of("chime-retention", sections));
  }

  private static Map<String, Object> entry(Declaration declaration) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put(declaration.isAccount() ? "accountId" : "appInstanceArn", declaration.identity());
    declaration
        .days()
        .forEach(
            (property, days) ->
                entry.put(Character.toLowerCase(property.charAt(0)) + property.substring(1), days));
    entry.put("removalPolicy", "retain");
    return entry;
  }
}
