package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.chime.RecordedRequest;
import io.github.chimeretention.localcloud.chime.RetentionEndpoint;
import io.github.chimeretention.localcloud.cloudformation.StackEvent;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;

/** A local cloud of its own for each test and resource type, in which the packaged handler runs. */
@ParameterizedClass
@EnumSource(RetentionType.class)
abstract class CloudTest {
  @Parameter private RetentionType type;
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

  final LocalCloud cloud() {
    return cloud;
  }

  final RetentionType type() {
    return type;
  }

  final RetentionEndpoint chime() {
    return type.endpoint(cloud);
  }

  final String a() {
    return type.identity('a');
  }

  final String b() {
    return type.identity('b');
  }

  /** Declares one resource, with its attributes as outputs. */
  final Consumer<Stack> settings(String identity, int days) {
    return stack -> Stacks.declare(stack, type, identity, days);
  }

  final StackResult deploy(Consumer<Stack> declare) {
    return cloud.cloudFormation().deploy(stacks.synth(declare), event -> {});
  }

  final StackResult destroy() {
    return cloud.cloudFormation().delete(Stacks.NAME, event -> {});
  }

  /** The days that an identity has, by setting. */
  final Map<String, Integer> days(String identity) {
    return chime().retentions().get(identity).days();
  }

  /** What was sent to the handler, as {@code RequestType physical-id}. */
  final List<String> events() {
    return cloud.cloudFormation().customResourceRequests().stream().map(CloudTest::event).toList();
  }

  /** The bodies of the puts that Chime was sent. */
  final List<String> puts() {
    return chime().requests().stream()
        .filter(request -> request.operation().equals(chime().put()))
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
