package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.Map;
import java.util.TreeMap;

/** The operations of both APIs, which put and get the retention settings of an identity. */
public record RetentionEndpoint(Retentions retentions) implements AwsService {
  private static final int MAX_DAYS = 5475;
  private static final String DAYS = "RetentionDays";
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  @Override
  public AwsResponse serve(AwsRequest request) {
    RetentionCall call = RetentionCall.of(request);
    String identity = call.identity();
    ChimeApi api = call.api();
    String region = api.region(identity);
    if (!request.caller().region().equals(region)) {
      throw new AwsException(
          403,
          "ForbiddenException",
          "Credential should be scoped to the region %s, not %s"
              .formatted(region, request.caller().region()));
    }
    if (!call.isPut()) {
      return report(api, retentions.get(identity));
    }
    Retention put = retentions.put(identity, read(api, request.text()));
    return api.reportsPut() ? report(api, put) : AwsResponse.empty(204);
  }

  @Override
  public AwsResponse error(AwsException e) {
    String code = e.code().replaceFirst("(Client)?Exception$", "");
    return AwsResponse.error(e, Json.object().put("Code", code).put("Message", e.getMessage()));
  }

  private static AwsResponse report(ChimeApi api, Retention retention) {
    ObjectNode report = settings(api, retention.days());
    retention
        .deletion()
        .ifPresent(at -> report.putPOJO("InitiateDeletionTimestamp", api.timestamp(at)));
    return AwsResponse.json(report);
  }

  /** The days of the settings that a body turns on, which has to have every setting. */
  private static Map<String, Integer> read(ChimeApi api, String body) {
    try {
      JsonNode request = STRICT.readTree(body);
      Map<String, Integer> days = new TreeMap<>();
      for (String setting : api.settings()) {
        JsonNode value = request.path(api.member()).path(setting).path(DAYS);
        if (value.isInt() && value.asInt() >= 1 && value.asInt() <= MAX_DAYS) {
          days.put(setting, value.asInt());
        }
      }
      if (settings(api, days).equals(request)) {
        return days;
      }
      throw badRequest(
          "The body is %s; it must be %s, in which each setting may have %s from 1 to %d"
              .formatted(body, settings(api, Map.of()), DAYS, MAX_DAYS));
    } catch (JsonProcessingException e) {
      throw badRequest("Not well-formed JSON: " + e.getOriginalMessage());
    }
  }

  private static ObjectNode settings(ChimeApi api, Map<String, Integer> days) {
    ObjectNode settings = Json.object();
    ObjectNode member = settings.putObject(api.member());
    for (String setting : api.settings()) {
      ObjectNode period = member.putObject(setting);
      if (days.containsKey(setting)) {
        period.put(DAYS, days.get(setting));
      }
    }
    return settings;
  }

  private static AwsException badRequest(String message) {
    return new AwsException(400, "BadRequestException", message);
  }
}
