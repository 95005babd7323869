package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Systems Manager's parameters. Every environment counts as bootstrapped, with any qualifier and
 * the version that the CDK CLI requires.
 */
public final class ParameterStore {
  private static final Pattern BOOTSTRAP_VERSION = Pattern.compile("/cdk-bootstrap/[^/]+/version");
  private static final Pattern RESERVED = Pattern.compile("(?i)/?(aws|ssm)");

  private final JsonFile<Map<String, String>> file;
  private final Map<String, String> values;

  public ParameterStore(Path path) {
    file = new JsonFile<>(path, new TypeReference<>() {});
    values = new TreeMap<>(file.read().orElse(Map.of()));
  }

  public AwsService api() {
    return AwsService.json(
        Map.of("GetParameter", this::getParameter, "PutParameter", this::putParameter));
  }

  public synchronized void put(
      String account, String region, String name, String value, boolean overwrite) {
    if (RESERVED.matcher(name).lookingAt()) {
      throw new AwsException(
          400, "ValidationException", "No access to reserved parameter name: " + name + ".");
    }
    if (!overwrite && get(account, region, name).isPresent()) {
      throw new AwsException(
          400,
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the"
              + " request to true.");
    }
    values.put(key(account, region, name), value);
    file.write(values);
  }

  public synchronized void delete(String account, String region, String name) {
    values.remove(key(account, region, name));
    file.write(values);
  }

  public synchronized Optional<String> get(String account, String region, String name) {
    String standard = BOOTSTRAP_VERSION.matcher(name).matches() ? "30" : null;
    return Optional.ofNullable(values.getOrDefault(key(account, region, name), standard));
  }

  private JsonNode getParameter(Caller caller, JsonNode input) {
    String name = Json.required(input, "Name");
    String value =
        get(caller.account(), caller.region(), name)
            .orElseThrow(
                () -> new AwsException(400, "ParameterNotFound", "There is no parameter " + name));
    JsonNode parameter =
        Json.object().put("Name", name).put("Type", "String").put("Value", value).put("Version", 1);
    return Json.object().set("Parameter", parameter);
  }

  private JsonNode putParameter(Caller caller, JsonNode input) {
    String name = Json.required(input, "Name");
    String value = Json.required(input, "Value");
    boolean overwrite = input.path("Overwrite").asBoolean();
    put(caller.account(), caller.region(), name, value, overwrite);
    return Json.object().put("Version", 1).put("Tier", "Standard");
  }

  private static String key(String account, String region, String name) {
    return account + "/" + region + "/" + name;
  }
}
