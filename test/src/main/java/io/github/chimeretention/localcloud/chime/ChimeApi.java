package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The APIs with retention settings, and all differences between them. */
@SuppressWarnings("ImmutableEnumChecker") // The collections are unmodifiable.
public enum ChimeApi {
  /** Amazon Chime accounts, version 2018-05-01. */
  CHIME(
      "AccountId",
      "(?!arn:).+",
      Map.of(
          "PutRetentionSettings", "PUT /accounts/(.+)/retention-settings",
          "GetRetentionSettings", "GET /accounts/(.+)/retention-settings",
          "ListAccounts", "GET /accounts()"),
      "RetentionSettings",
      List.of("RoomRetentionSettings", "ConversationRetentionSettings")),
  /** Amazon Chime SDK identity, version 2021-04-20. */
  CHIME_SDK_IDENTITY(
      "AppInstanceArn",
      "arn:[^:]*:chime:([^:]*):[^:]*:app-instance/[^/]*",
      Map.of(
          "PutAppInstanceRetentionSettings", "PUT /app-instances/(.+)/retention-settings",
          "GetAppInstanceRetentionSettings", "GET /app-instances/(.+)/retention-settings",
          "ListAppInstances", "GET /app-instances()"),
      "AppInstanceRetentionSettings",
      List.of("ChannelRetentionSettings"));

  private final String property;
  private final Pattern identities;
  private final Map<String, String> operations;
  private final String member;
  private final List<String> settings;

  /**
   * Describes an API.
   *
   * @param identities the form of its identities, with an ARN's region as a group
   * @param operations the request of each operation, with the identity as a group
   */
  ChimeApi(
      String property,
      String identities,
      Map<String, String> operations,
      String member,
      List<String> settings) {
    this.property = property;
    this.identities = Pattern.compile(identities);
    this.operations = operations;
    this.member = member;
    this.settings = settings;
  }

  /** The API with the settings of an account ID or an ARN. */
  public static ChimeApi of(String identity) {
    return Stream.of(values())
        .filter(api -> api.identities.matcher(identity).matches())
        .findFirst()
        .orElseThrow();
  }

  /** The identity's name in the service and in templates. */
  public String property() {
    return property;
  }

  public List<String> settings() {
    return settings;
  }

  /** The requests of the operations, by name. */
  Map<String, String> operations() {
    return operations;
  }

  /** The member with the settings in requests and responses. */
  public String member() {
    return member;
  }

  /** The region that a call must be signed for; for an ARN, the one in it. */
  String region(String identity) {
    Matcher matcher = identities.matcher(identity);
    if (!matcher.matches()) {
      throw new AwsException(
          400, "BadRequestException", "Not an %s: %s".formatted(property, identity));
    }
    return this == CHIME ? "us-east-1" : matcher.group(1);
  }

  /** The settings with these days, as in a request. */
  ObjectNode json(Map<String, Integer> days) {
    ObjectNode json = Json.object();
    for (String setting : settings) {
      ObjectNode period = json.withObject("/" + member + "/" + setting);
      if (days.containsKey(setting)) {
        period.put("RetentionDays", days.get(setting));
      }
    }
    return json;
  }

  /** The days of a setting in a request. */
  JsonNode days(JsonNode request, String setting) {
    return request.path(member).path(setting).path("RetentionDays");
  }

  /**
   * The response to a put or a get. Amazon Chime's API documentation promises the settings for a
   * put, but the service sends 204 without a body.
   */
  AwsResponse response(boolean isPut, Retention retention) {
    ObjectNode report = json(retention.days());
    retention
        .deletion()
        .map(at -> this == CHIME ? at.toString() : (Object) at.getEpochSecond())
        .ifPresent(at -> report.putPOJO("InitiateDeletionTimestamp", at));
    return isPut && this == CHIME ? AwsResponse.empty(204) : AwsResponse.json(report);
  }
}
