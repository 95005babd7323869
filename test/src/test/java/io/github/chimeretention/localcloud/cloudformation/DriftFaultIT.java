package io.github.chimeretention.localcloud.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.RetentionType;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.http.Certificates;
import io.github.chimeretention.localcloud.http.FaultProxy;
import io.github.chimeretention.localcloud.http.FaultProxy.Connecting;
import io.github.chimeretention.localcloud.http.FaultProxy.Reaction;
import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import io.github.chimeretention.localcloud.lambda.FunctionCode;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import io.github.chimeretention.localcloud.lambda.RuntimeClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the packaged handler over TLS, with each fault of the matrix at its reads. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("A check for drift with faults")
class DriftFaultIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<MatrixFault> FAULTS = List.of(MatrixFault.values());
  private static final int DECLARED = 365;
  private static final String PATIENT = PackagedFunction.ARN;
  private static final String HASTY = PATIENT + "-hasty";
  private static final String HASTIEST = PATIENT + "-hastiest";

  /** Faults with which the service reports other settings than declared. */
  private static final Set<MatrixFault> DRIFTED =
      Set.of(MatrixFault.EMPTY, MatrixFault.STALE, MatrixFault.NOT_FOUND);

  /** Requests never get through, so there is no server. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  private FaultProxy service;
  private LambdaService lambda;
  private List<JsonNode> lines;

  @BeforeAll
  void run(@TempDir Path folder) {
    Certificates certificates = Certificates.in(folder);
    service = new FaultProxy(certificates, DriftFaultIT::react);
    lambda =
        new LambdaService(
            folder,
            new FunctionCode(folder.resolve("code")),
            function -> PackagedFunction.environment(service.uri()),
            function -> true,
            RuntimeClient.ofMachine());
    // Faults that end by themselves get a long timeout; lasting faults would use all of it.
    Map.of(PATIENT, 300, HASTY, 30, HASTIEST, 10)
        .forEach(
            (arn, timeout) ->
                lambda.putFunction(function(arn, timeout, certificates), PackagedFunction.jar()));
    lines = new ArrayList<>(check(PATIENT, DRIFTED.stream()));
    lines.addAll(check(HASTY, exchanges().filter(fault -> !DRIFTED.contains(fault))));
  }

  @AfterAll
  void close() {
    lambda.close();
    service.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exchanges")
  @DisplayName("never reports a resource as in sync if it could not be read")
  void exchange(MatrixFault fault) {
    assertThat(lines)
        .filteredOn(line -> line.path("Path").asText().equals(fault.name()))
        .singleElement()
        .extracting(line -> line.path("DriftStatus").asText())
        .isEqualTo(DRIFTED.contains(fault) ? "DRIFTED" : "NOT_CHECKED");
  }

  @ParameterizedTest
  @EnumSource(value = Connecting.class, mode = EnumSource.Mode.EXCLUDE, names = "WORKS")
  @DisplayName("never reports a resource as in sync without a connection")
  void connection(Connecting connecting) {
    service.onConnect(connecting);
    List<JsonNode> found = check(HASTIEST, Stream.of(MatrixFault.RESET));
    service.onConnect(Connecting.WORKS);

    assertThat(found)
        .first()
        .extracting(line -> line.path("DriftStatus").asText())
        .isEqualTo("NOT_CHECKED");
    assertThat(found).last().extracting(line -> line.path("NotChecked").asInt()).isEqualTo(1);
  }

  @Test
  @DisplayName("counts each resource once, and writes no credentials")
  void counts() {
    int notChecked = (int) exchanges().count() - DRIFTED.size();
    assertThat(lines)
        .filteredOn(line -> line.has("_aws"))
        .extracting(
            line -> line.path("Drifted").asInt(),
            line -> line.path("InSync").asInt(),
            line -> line.path("NotChecked").asInt())
        .containsExactly(tuple(DRIFTED.size(), 0, 0), tuple(0, 0, notChecked));
    assertThat(lines.toString())
        .doesNotContain(PackagedFunction.SECRET_KEY, PackagedFunction.SESSION_TOKEN);
  }

  private static Stream<MatrixFault> exchanges() {
    return FAULTS.stream().filter(fault -> fault.fault().isPresent());
  }

  /** The identity in the path is the name of its fault. */
  private static Reaction react(Request request) {
    int number =
        Integer.parseInt(request.path().replaceFirst(".*(\\p{XDigit}{8})-1234-.*", "$1"), 16);
    return new Reaction(
        NOBODY,
        FAULTS
            .get(number)
            .fault()
            .map(it -> new HttpFault(false, it.response(), it.pause(), it.ending())));
  }

  /** Alternates the types. */
  private static ObjectNode resource(MatrixFault fault) {
    RetentionType[] types = RetentionType.values();
    int number = FAULTS.indexOf(fault);
    RetentionType type = types[number % types.length];
    ObjectNode resource =
        JSON.createObjectNode().put("Path", fault.name()).put("ResourceType", type.resourceType());
    return resource.set("ResourceProperties", type.properties(type.identity(number), DECLARED));
  }

  private List<JsonNode> check(String functionArn, Stream<MatrixFault> faults) {
    ArrayNode resources = JSON.createArrayNode();
    faults.map(DriftFaultIT::resource).forEach(resources::add);
    String input = JSON.createObjectNode().set("Resources", resources).toString();
    return lambda.run(functionArn, input).stream()
        .filter(line -> line.startsWith("{"))
        .map(Json::parse)
        .filter(line -> line.has("DriftStatus") || line.has("_aws"))
        .toList();
  }

  private static FunctionConfiguration function(
      String arn, int timeoutSeconds, Certificates certificates) {
    return PackagedFunction.configuration(
        arn, "RetentionDriftHandler", 512, timeoutSeconds, certificates.javaOption());
  }
}
