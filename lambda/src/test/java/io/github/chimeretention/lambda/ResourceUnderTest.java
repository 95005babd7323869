package io.github.chimeretention.lambda;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A resource type with an example of what CloudFormation and the service say of it. */
@SuppressWarnings("ImmutableEnumChecker") // Nothing changes the map.
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

  /** Makes a type whose example has an identity as a template spells it, and by its one id. */
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

  /** The service's report of the example's settings, with other days for a room or channel. */
  public String report(int days) {
    return report.formatted(days);
  }

  /** The properties as CloudFormation sends them: numbers have become strings. */
  public String properties() {
    return days.entrySet().stream()
        .map(entry -> ", \"%s\": \"%d\"".formatted(entry.getKey(), entry.getValue()))
        .collect(
            Collectors.joining(
                "", "{\"%s\": \"%s\"".formatted(identityProperty, declaredIdentity), "}"));
  }
}
