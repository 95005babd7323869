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
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;

/**
 * One API's two operations, which put and get the retention settings of an identity; with faults,
 * and a record of the requests.
 *
 * @see "AWS restJson1"
 */
public final class RetentionEndpoint implements AwsService {
  private static final int MAX_DAYS = 5475;
  private static final Map<String, String> OPERATIONS = Map.of("PUT", "Put", "GET", "Get");
  private static final String DAYS = "RetentionDays";
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final Faults faults = new Faults();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final ChimeApi api;
  private final Retentions retentions;

  public RetentionEndpoint(ChimeApi api, Retentions retentions) {
    this.api = api;
    this.retentions = retentions;
  }

  /** A request as it came in, and the status of its response: 0 if the connection was cut off. */
  public record RecordedRequest(
      String operation, String method, String path, String body, int status) {
    /** Whether it is for an account or an app instance. */
    public boolean isFor(String identity) {
      return path.contains("/" + identity + "/");
    }
  }

  /** The name of the operation that puts the settings. */
  public String put() {
    return "Put" + api.member();
  }

  /** The name of the operation that gets the settings. */
  public String get() {
    return "Get" + api.member();
  }

  public Retentions retentions() {
    return retentions;
  }

  public Faults faults() {
    return faults;
  }

  /** Every request since the start, in the order of their responses. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public AwsResponse serve(AwsRequest request) {
    Matcher path = api.path().matcher(request.path());
    if (!path.matches() || !OPERATIONS.containsKey(request.method())) {
      throw AwsException.notServed(request.method() + " " + request.path());
    }
    String operation = OPERATIONS.get(request.method()) + api.member();
    Optional<Fault> fault = faults.take(operation);
    AwsResponse response = respond(request, path.group(1), fault);
    // Recorded before the caller can see the response: who has it also finds it in the record.
    requests.add(
        new RecordedRequest(
            operation, request.method(), request.path(), request.text(), response.status()));
    return response;
  }

  @Override
  public AwsResponse error(AwsException e) {
    String code = e.code().replaceFirst("(Client)?Exception$", "");
    return AwsResponse.error(e, Json.object().put("Code", code).put("Message", e.getMessage()));
  }

  private AwsResponse respond(AwsRequest request, String identity, Optional<Fault> fault) {
    if (fault.filter(Fault.CutOffBefore.class::isInstance).isPresent()) {
      return AwsResponse.cutOff();
    }
    try {
      checkSignature(request.caller(), identity);
      if (fault.isPresent() && fault.get() instanceof Fault.Refuse refuse) {
        throw refuse.error().exception(refuse.message());
      }
      AwsResponse response = serve(request, identity);
      return fault.isPresent() ? AwsResponse.cutOff() : response;
    } catch (AwsException e) {
      return error(e);
    }
  }

  private void checkSignature(Caller caller, String identity) {
    String region = api.region(identity);
    if (!caller.region().equals(region)) {
      throw ServiceError.FORBIDDEN.exception(
          "Credential should be scoped to the region " + region + ", not " + caller.region());
    }
  }

  private AwsResponse serve(AwsRequest request, String identity) {
    if (!retentions.exists(identity)) {
      throw api.unknown().exception("There is no " + identity + ", or you may not access it");
    }
    if (request.method().equals("GET")) {
      return report(retentions.get(identity));
    }
    Retention put = retentions.put(identity, read(request.text()));
    return api.reportsPut() ? report(put) : AwsResponse.empty(204);
  }

  private AwsResponse report(Retention retention) {
    ObjectNode report = settings(retention.days());
    retention
        .deletion()
        .ifPresent(at -> report.putPOJO("InitiateDeletionTimestamp", api.timestamp(at)));
    return AwsResponse.json(report);
  }

  /** The days of the settings that a body turns on, which has to have every setting. */
  private Map<String, Integer> read(String body) {
    try {
      JsonNode request = STRICT.readTree(body);
      Map<String, Integer> days = new TreeMap<>();
      for (String setting : api.settings()) {
        JsonNode value = request.path(api.member()).path(setting).path(DAYS);
        if (value.isInt() && value.asInt() >= 1 && value.asInt() <= MAX_DAYS) {
          days.put(setting, value.asInt());
        }
      }
      if (settings(days).equals(request)) {
        return days;
      }
      throw ServiceError.BAD_REQUEST.exception(
          "The body is %s; it must be %s, in which each setting may have %s from 1 to %d"
              .formatted(body, settings(Map.of()), DAYS, MAX_DAYS));
    } catch (JsonProcessingException e) {
      throw ServiceError.BAD_REQUEST.exception("Not well-formed JSON: " + e.getOriginalMessage());
    }
  }

  private ObjectNode settings(Map<String, Integer> days) {
    ObjectNode settings = STRICT.createObjectNode();
    ObjectNode member = settings.putObject(api.member());
    for (String setting : api.settings()) {
      ObjectNode period = member.putObject(setting);
      if (days.containsKey(setting)) {
        period.put(DAYS, days.get(setting));
      }
    }
    return settings;
  }
}
