package io.github.chimeretention.lambda;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A resource type with examples of CloudFormation's properties and the service's report. */
@SuppressWarnings("ImmutableEnumChecker") // The map doesn't change.
public enum ResourceUnderTest {
  ACCOUNT(
      "Custom::ChimeRetentionSettings",
      "AccountId",
      " Acct-1 ",
      "acct-1",
      Map.of("RoomRetentionDays", 365, "ConversationRetentionDays", 90),
      """
      {"RetentionSettings": {"RoomRetentionSettings": {"RetentionDays": %d},
                             "ConversationRetentionSettings": {"RetentionDays": 90}},
       "InitiateDeletionTimestamp": "2026-03-22T10:15:30Z"}"""),

  APP_INSTANCE(
      "Custom::ChimeAppInstanceRetentionSettings",
      "AppInstanceArn",
      "arn:aws:chime:eu-central-1:111122223333:app-instance/Aa-1",
      "arn:aws:chime:eu-central-1:111122223333:app-instance/Aa-1",
      Map.of("ChannelRetentionDays", 365),
      """
      {"AppInstanceRetentionSettings": {"ChannelRetentionSettings": {"RetentionDays": %d}},
       "InitiateDeletionTimestamp": 1774174530}""");

  public final String resourceType;
  public final String identityProperty;
  private final String declaredIdentity;
  public final String id;
  public final Map<String, Integer> days;
  private final String report;

  /** Makes a type; its example's identity is given as in the template and as its physical ID. */
  ResourceUnderTest(
      String resourceType,
      String identityProperty,
      String declaredIdentity,
      String id,
      Map<String, Integer> days,
      String report) {
    this.resourceType = resourceType;
    this.identityProperty = identityProperty;
    this.declaredIdentity = declaredIdentity;
    this.id = id;
    this.days = new TreeMap<>(days);
    this.report = report;
  }

  /** Returns the service's report of the example, with these days for a room or channel. */
  public String report(int days) {
    return report.formatted(days);
  }

  /** Returns the properties as CloudFormation sends them, with numbers as strings. */
  public String properties() {
    return days.entrySet().stream()
        .map(entry -> ", \"%s\": \"%d\"".formatted(entry.getKey(), entry.getValue()))
        .collect(
            Collectors.joining(
                "", "{\"%s\": \"%s\"".formatted(identityProperty, declaredIdentity), "}"));
  }
}
