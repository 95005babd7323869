package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON of retention settings in requests and answers.
 *
 * @param member the name of the member that carries the settings
 * @param settings the names of the settings in it
 */
record RetentionSettingsBody(String member, List<String> settings) {
  private static final int MAX_DAYS = 5475;
  private static final String DAYS = "RetentionDays";
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** The days of the settings that the body turns on. */
  Map<String, Integer> read(String body) throws ServiceException {
    JsonNode request = object(parse(body), "The body");
    onlyMembers(request, "The body", List.of(member));
    JsonNode all = object(request.path(member), member);
    onlyMembers(all, member, settings);
    Map<String, Integer> days = new TreeMap<>();
    for (String setting : settings) {
      JsonNode object = object(all.path(setting), setting);
      onlyMembers(object, setting, List.of(DAYS));
      if (object.has(DAYS)) {
        days.put(setting, days(object.get(DAYS), setting));
      }
    }
    return days;
  }

  ObjectNode write(Retention retention) {
    ObjectNode answer = RestJsonEndpoint.JSON.createObjectNode();
    ObjectNode all = answer.putObject(member);
    for (String setting : settings) {
      ObjectNode object = all.putObject(setting);
      if (retention.days().containsKey(setting)) {
        object.put(DAYS, retention.days().get(setting));
      }
    }
    return answer;
  }

  private static JsonNode parse(String body) throws ServiceException {
    try {
      return STRICT.readTree(body);
    } catch (JsonProcessingException e) {
      throw badRequest("The body is not well-formed JSON: " + e.getOriginalMessage());
    }
  }

  private static JsonNode object(JsonNode value, String name) throws ServiceException {
    if (!value.isObject()) {
      throw badRequest(name + " must be an object");
    }
    return value;
  }

  private static void onlyMembers(JsonNode object, String name, List<String> allowed)
      throws ServiceException {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!allowed.contains(entry.getKey())) {
        throw badRequest(name + " has an unknown member: " + entry.getKey());
      }
    }
  }

  private static int days(JsonNode value, String setting) throws ServiceException {
    if (!value.isIntegralNumber() || value.asLong() < 1 || value.asLong() > MAX_DAYS) {
      throw badRequest(
          setting + "." + DAYS + " must be an integer from 1 to " + MAX_DAYS + ": " + value);
    }
    return value.asInt();
  }

  private static ServiceException badRequest(String message) {
    return new ServiceException(ServiceError.BAD_REQUEST, message);
  }
}
