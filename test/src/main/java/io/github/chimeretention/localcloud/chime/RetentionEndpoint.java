package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operations of the APIs, which put and get the retention settings of an identity. */
public record RetentionEndpoint(Retentions retentions) implements AwsService {
  private static final int MAX_DAYS = 5475;

  @Override
  public AwsResponse serve(AwsRequest request) {
    RetentionCall call = RetentionCall.of(request);
    ChimeApi api = call.api();
    String identity = call.identity();
    if (identity.isEmpty()) {
      return list(call, request.caller().region());
    }
    String region = api.region(identity);
    if (!request.caller().region().equals(region)) {
      throw new AwsException(
          403,
          "ForbiddenException",
          "Credential should be scoped to the region %s, not %s"
              .formatted(region, request.caller().region()));
    }
    Retention retention =
        call.isPut()
            ? retentions.put(identity, read(api, request.text()))
            : retentions.get(identity);
    return api.response(call.isPut(), retention);
  }

  @Override
  public AwsResponse error(AwsException e) {
    String code = e.code().replaceFirst("(Client)?Exception$", "");
    return AwsResponse.error(e, Json.object().put("Code", code).put("Message", e.getMessage()));
  }

  /** The accounts, or a region's app instances, that ever had settings. */
  private AwsResponse list(RetentionCall call, String region) {
    ChimeApi api = call.api();
    List<String> identities =
        retentions.all().keySet().stream()
            .filter(identity -> ChimeApi.of(identity) == api)
            .filter(identity -> api.region(identity).equals(region))
            .toList();
    return AwsResponse.json(
        Json.object()
            .set(
                call.operation().replace("List", ""),
                Json.array(
                    identities,
                    one -> Json.object().put(api.property(), one).put("Name", "Local"))));
  }

  /** The days of the settings that a body turns on. The body must contain every setting. */
  private static Map<String, Integer> read(ChimeApi api, String body) {
    JsonNode request = Json.parse(body);
    Map<String, Integer> days = new TreeMap<>();
    for (String setting : api.settings()) {
      JsonNode value = api.days(request, setting);
      if (value.isInt() && value.asInt() >= 1 && value.asInt() <= MAX_DAYS) {
        days.put(setting, value.asInt());
      }
    }
    if (!api.json(days).equals(request)) {
      throw new AwsException(
          400,
          "BadRequestException",
          "The body is %s; it must be %s, in which each setting may have 1 to %d days"
              .formatted(body, api.json(Map.of()), MAX_DAYS));
    }
    return days;
  }
}
