package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Systems Manager's parameters. Every environment is bootstrapped: it has the version that the CDK
 * CLI asks for.
 *
 * @see "GetParameter"
 */
public final class ParameterStore {
  private static final String BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version";

  private final JsonFile<Map<String, String>> file;

  public ParameterStore(Path file) {
    this.file = new JsonFile<>(file, new TypeReference<>() {});
  }

  public AwsService api() {
    return new JsonProtocol(
        Map.of("GetParameter", this::getParameter, "PutParameter", this::putParameter));
  }

  public synchronized void put(String account, String region, String name, String value) {
    Map<String, String> all = new TreeMap<>(file.read().orElse(Map.of()));
    all.put(key(account, region, name), value);
    file.write(all);
  }

  public synchronized void delete(String account, String region, String name) {
    Map<String, String> all = new TreeMap<>(file.read().orElse(Map.of()));
    all.remove(key(account, region, name));
    file.write(all);
  }

  public Optional<String> get(String account, String region, String name) {
    return Optional.ofNullable(file.read().orElse(Map.of()).get(key(account, region, name)))
        .or(() -> name.equals(BOOTSTRAP_VERSION) ? Optional.of("30") : Optional.empty());
  }

  private JsonNode getParameter(Caller caller, JsonNode input) {
    String name = input.path("Name").asText();
    String value =
        get(caller.account(), caller.region(), name)
            .orElseThrow(
                () ->
                    new AwsException(
                        400, "ParameterNotFound", "Parameter " + name + " was not found"));
    ObjectNode result = Json.object();
    result
        .putObject("Parameter")
        .put("Name", name)
        .put("Type", "String")
        .put("Value", value)
        .put("Version", 1);
    return result;
  }

  private JsonNode putParameter(Caller caller, JsonNode input) {
    put(
        caller.account(),
        caller.region(),
        input.path("Name").asText(),
        input.path("Value").asText());
    return Json.object().put("Version", 1).put("Tier", "Standard");
  }

  private static String key(String account, String region, String name) {
    return account + "/" + region + "/" + name;
  }
}
