package io.github.chimeretention.plan.adopt;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.chimeretention.plan.adopt.Adoption.Declaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Declarations for {@code context} in cdk.json. */
record ContextFormat(Map<String, Declaration> declarations) {
  String text() {
    Map<String, Object> sections = new LinkedHashMap<>();
    Map<String, Object> accounts = new LinkedHashMap<>();
    Map<String, Object> appInstances = new LinkedHashMap<>();
    declarations.forEach(
        (name, it) -> (it.isAccount() ? accounts : appInstances).put(name, entry(it)));
    if (!accounts.isEmpty()) {
      sections.put("accounts", accounts);
    }
    if (!appInstances.isEmpty()) {
      sections.put("appInstances", appInstances);
    }
    try {
      return JSON.std
              .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
              .asString(Map.of("chime-retention", sections))
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
