package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.chime.ChimeEndpoint;
import io.github.chimeretention.localcloud.chime.RecordedRequest;
import io.github.chimeretention.localcloud.cloudformation.StackEvent;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;

/** A local cloud of its own for each test, in which the packaged handler runs. */
abstract class CloudTest {
  static final String A = "aaaaaaaa-1234-1234-1234-123456789012";
  static final String B = "bbbbbbbb-1234-1234-1234-123456789012";

  @TempDir private Path folder;
  private LocalCloud cloud;
  private Stacks stacks;

  @BeforeEach
  final void open() {
    cloud = LocalCloud.open(folder.resolve("state"));
    stacks = new Stacks(folder);
  }

  @AfterEach
  final void close() {
    cloud.close();
  }

  final ChimeEndpoint chime() {
    return cloud.chime();
  }

  final StackResult deploy(Consumer<Stack> declare) {
    return cloud.cloudFormation().deploy(stacks.synth(declare), event -> {});
  }

  final StackResult destroy() {
    return cloud.cloudFormation().delete(Stacks.NAME, event -> {});
  }

  /** The days that an account has, by setting. */
  final Map<String, Integer> days(String account) {
    return chime().accounts().get(account).days();
  }

  /** What was sent to the handler, as {@code RequestType physical-id}. */
  final List<String> events() {
    return cloud.cloudFormation().customResourceRequests().stream().map(CloudTest::event).toList();
  }

  /** The bodies of the puts that Chime was sent. */
  final List<String> puts() {
    return chime().requests().stream()
        .filter(request -> request.operation().equals(ChimeEndpoint.PUT))
        .map(RecordedRequest::body)
        .toList();
  }

  /** How often a response to each event was accepted. */
  final List<Long> accepted() {
    return cloud.cloudFormation().customResourceRequests().stream()
        .map(event -> event.path("RequestId").asText())
        .map(cloud.cloudFormation().responses()::accepted)
        .toList();
  }

  /** What happened to resources of a type. */
  static List<String> statuses(StackResult result, String type) {
    return result.events().stream()
        .filter(event -> event.resourceType().equals(type))
        .map(StackEvent::resourceStatus)
        .toList();
  }

  private static String event(JsonNode event) {
    return (event.path("RequestType").asText() + " " + event.path("PhysicalResourceId").asText())
        .strip();
  }
}
