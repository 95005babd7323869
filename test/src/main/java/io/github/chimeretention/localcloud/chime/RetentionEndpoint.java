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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operations of both APIs, which put and get the retention settings of an identity. */
public record RetentionEndpoint(Retentions retentions) implements AwsService {
  private static final int MAX_DAYS = 5475;
  private static final Map<String, ChimeApi> LISTS =
      Map.of("/accounts", ChimeApi.CHIME, "/app-instances", ChimeApi.CHIME_SDK_IDENTITY);
  private static final String DAYS = "RetentionDays";
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  @Override
  public AwsResponse serve(AwsRequest request) {
    if (request.method().equals("GET") && LISTS.containsKey(request.path())) {
      return list(LISTS.get(request.path()), request.caller().region());
    }
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

  /** The accounts, or a region's app instances, that ever had settings. */
  private AwsResponse list(ChimeApi api, String region) {
    List<String> identities =
        retentions.all().keySet().stream()
            .filter(identity -> ChimeApi.of(identity) == api)
            .filter(identity -> api.region(identity).equals(region))
            .toList();
    boolean accounts = api == ChimeApi.CHIME;
    String id = accounts ? "AccountId" : "AppInstanceArn";
    return AwsResponse.json(
        Json.object()
            .set(
                accounts ? "Accounts" : "AppInstances",
                Json.array(identities, one -> Json.object().put(id, one).put("Name", "Local"))));
  }

  private static AwsResponse report(ChimeApi api, Retention retention) {
    ObjectNode report = settings(api, retention.days());
    retention
        .deletion()
        .ifPresent(at -> report.putPOJO("InitiateDeletionTimestamp", api.timestamp(at)));
    return AwsResponse.json(report);
  }

  /** The days of the settings that a body turns on. The body must contain every setting. */
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
