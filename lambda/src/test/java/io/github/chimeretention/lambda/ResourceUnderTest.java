package io.github.chimeretention.lambda;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** A resource type with an example of all that CloudFormation and the service say of it. */
@SuppressWarnings("ImmutableEnumChecker") // Nothing changes the maps.
public enum ResourceUnderTest {
  ACCOUNT(
      "Custom::ChimeRetentionSettings",
      "account",
      "RetentionSettings",
      new Identity("AccountId", " Acct-1 ", "acct-1", "acct-2"),
      "aws.endpointUrlChime",
      "/accounts/",
      "/us-east-1/chime/aws4_request",
      Map.of("RoomRetentionDays", 365, "ConversationRetentionDays", 90),
      """
      {"RetentionSettings": {"RoomRetentionSettings": {"RetentionDays": 365},
                             "ConversationRetentionSettings": {"RetentionDays": 90}}}""",
      """
      {"RetentionSettings": {"RoomRetentionSettings": {}, "ConversationRetentionSettings": {}}}""",
      days ->
          """
          {"RetentionSettings": {"RoomRetentionSettings": {"RetentionDays": %d},
                                 "ConversationRetentionSettings": {"RetentionDays": 90}},
           "InitiateDeletionTimestamp": "2026-03-22T10:15:30Z"}"""
              .formatted(days),
      204),

  APP_INSTANCE(
      "Custom::ChimeAppInstanceRetentionSettings",
      "app instance",
      "AppInstanceRetentionSettings",
      new Identity(
          "AppInstanceArn",
          "arn:aws:chime:eu-central-1:111122223333:app-instance/Aa-1",
          "arn:aws:chime:eu-central-1:111122223333:app-instance/Aa-1",
          "arn:aws:chime:eu-central-1:111122223333:app-instance/Bb-2"),
      "aws.endpointUrlChimeSdkIdentity",
      "/app-instances/",
      "/eu-central-1/chime/aws4_request",
      Map.of("ChannelRetentionDays", 365),
      """
      {"AppInstanceRetentionSettings": {"ChannelRetentionSettings": {"RetentionDays": 365}}}""",
      """
      {"AppInstanceRetentionSettings": {"ChannelRetentionSettings": {}}}""",
      days ->
          """
          {"AppInstanceRetentionSettings": {"ChannelRetentionSettings": {"RetentionDays": %d}},
           "InitiateDeletionTimestamp": 1774174530}"""
              .formatted(days),
      200);

  /** An identity as a template may spell it, its one spelling, and the one of another. */
  record Identity(String property, String declared, String id, String otherId) {}

  public final String resourceType;
  final String kind;
  final String operation;
  final Identity identity;
  final String endpointProperty;
  final String path;
  final String signatureScope;
  final Map<String, Integer> days;
  final String putBody;
  final String clearBody;
  private final IntFunction<String> report;
  final int putStatus;

  ResourceUnderTest(
      String resourceType,
      String kind,
      String operation,
      Identity identity,
      String endpointProperty,
      String path,
      String signatureScope,
      Map<String, Integer> days,
      String putBody,
      String clearBody,
      IntFunction<String> report,
      int putStatus) {
    this.resourceType = resourceType;
    this.kind = kind;
    this.operation = operation;
    this.identity = identity;
    this.endpointProperty = endpointProperty;
    this.path = path;
    this.signatureScope = signatureScope;
    this.days = new TreeMap<>(days);
    this.putBody = putBody;
    this.clearBody = clearBody;
    this.report = report;
    this.putStatus = putStatus;
  }

  String id() {
    return identity.id();
  }

  String otherId() {
    return identity.otherId();
  }

  /** The path of an identity's settings, with an ARN percent-encoded as one segment. */
  String settingsPath(String id) {
    return path + id.replace(":", "%3A").replace("/", "%2F") + "/retention-settings";
  }

  /** The service's report of settings whose first period has these days. */
  String report(int days) {
    return report.apply(days);
  }

  /** The properties as CloudFormation sends them: numbers have become strings. */
  String properties() {
    return "{\"%s\": \"%s\", %s}"
        .formatted(
            identity.property(),
            identity.declared(),
            days.entrySet().stream()
                .map(entry -> "\"%s\": \"%d\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ")));
  }
}
