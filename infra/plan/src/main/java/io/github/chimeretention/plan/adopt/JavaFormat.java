package io.github.chimeretention.plan.adopt;

import io.github.chimeretention.plan.adopt.Adoption.Declaration;
import java.util.Map;

/** Declarations as statements in the constructor of a stack. */
record JavaFormat(Map<String, Declaration> declarations) {
  String text() {
    StringBuilder text = new StringBuilder();
    declarations.forEach((name, it) -> text.append(statement(name, it)));
    return text.toString();
  }

  private static String statement(String name, Declaration declaration) {
    StringBuilder statement = new StringBuilder();
    statement.append(
        "%s.Builder.create(this, \"%s\")\n    .%s(\"%s\")\n"
            .formatted(
                declaration.isAccount()
                    ? "ChimeRetentionSettings"
                    : "ChimeAppInstanceRetentionSettings",
                name,
                declaration.isAccount() ? "accountId" : "appInstanceArn",
                declaration.identity()));
    declaration
        .days()
        .forEach(
            (property, days) ->
                statement.append("    .%s(Duration.days(%d))\n".formatted(option(property), days)));
    return statement.append("    .removalPolicy(RemovalPolicy.RETAIN)\n    .build();\n").toString();
  }

  /** {@code roomRetention} of {@code RoomRetentionDays}. */
  private static String option(String property) {
    String name = property.replaceAll("Days$", "");
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
