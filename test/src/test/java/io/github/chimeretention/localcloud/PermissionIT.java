package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.cdk.RetentionProvider;
import io.github.chimeretention.cdk.RetentionProviderProps;
import io.github.chimeretention.localcloud.CloudAssembly.Deployment;
import io.github.chimeretention.localcloud.chime.ServiceWatch.RecordedRequest;
import io.github.chimeretention.localcloud.lambda.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

@DisplayName("If the function's role")
class PermissionIT extends CliTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Less than the time after which the function gives up. */
  private static final Duration SOON = Duration.ofMinutes(2);

  @AfterEach
  void allowAtOnce() {
    cloud().iam().delay(Duration.ZERO);
    cloud().lambda().deliver(Delivery.STANDARD);
  }

  @Test
  @DisplayName("lacks a permission, settings aren't deployed until the role's owner adds it")
  void ownRole() throws Exception {
    int a = newIdentity();
    Run denied = cdkDeploy(ownRole(a, "logs:*"));
    assertThat(denied.exitCode()).as(denied.output()).isOne();
    assertThat(denied.output())
        .contains(
            "assumed-role/Retention-OwnRole",
            "is not authorized to perform: chime:",
            "ROLLBACK_COMPLETE");
    assertThat(days(a)).isEmpty();

    Deployment allowed = deploy(ownRole(a, "logs:*", "chime:*RetentionSettings"));
    assertThat(allowed.successful()).as(allowed.events()).isTrue();
    assertThat(days(a)).containsExactly(365, 365);
  }

  @Test
  @DisplayName(
      "gets a permission 30 seconds late, settings are deployed, and deleted before it loses it")
  void delayed() throws Exception {
    int a = newIdentity();
    cloud().iam().delay(Duration.ofSeconds(30));
    cloud().lambda().deliver(Delivery.STANDARD);

    Run run = cdkDeploy(settings(a, 365));

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(days(a)).containsExactly(365, 365);
    for (RetentionType type : RetentionType.values()) {
      assertThat(calls(type, a)).as("calls until one was allowed").hasSizeGreaterThan(3);
    }
    try (StackClient stack = StackClient.of(cloud(), STACK)) {
      deleteWithThrottledFunction(stack, "Custom::", "DELETE_IN_PROGRESS");
      assertThat(statuses(stack, "AWS::IAM::ManagedPolicy")).doesNotContain("DELETE_COMPLETE");
      cloud().lambda().deliver(Delivery.STANDARD);
      cloud().cloudFormation().awaitEnd();
    }
    assertThat(cloud().cloudFormation().stackNames()).isEmpty();
    assertThat(days(a)).isEmpty();
  }

  @Test
  @DisplayName(
      "loses its permission before settings are deleted, because a dependency is missing, they stay on")
  void withoutDependency() throws Exception {
    int a = newIdentity();
    deploy(withoutDependencies(synthStack(timeout(20).andThen(settings(a, 365)))));
    try (StackClient stack = StackClient.of(cloud(), STACK)) {
      deleteWithThrottledFunction(stack, "AWS::IAM::ManagedPolicy", "DELETE_COMPLETE");
      cloud().lambda().deliver(Delivery.STANDARD);
      cloud().cloudFormation().awaitEnd();
      assertThat(stack.events())
          .filteredOn(event -> event.resourceStatusAsString().equals("DELETE_FAILED"))
          .filteredOn(event -> event.resourceType().startsWith("Custom::"))
          .hasSize(2)
          .allSatisfy(
              event ->
                  assertThat(event.resourceStatusReason())
                      .contains("is not authorized to perform: chime:"));
    }
    assertThat(days(a)).containsExactly(365, 365);
    allowAgain();
  }

  /** Starts a deletion while the function gets no events, and waits for a resource's event. */
  private void deleteWithThrottledFunction(StackClient stack, String type, String status) {
    cloud().lambda().deliver(Delivery.STANDARD.withInstances(0));
    stack.client().deleteStack(request -> request.stackName(STACK));
    await().atMost(SOON).until(() -> statuses(stack, type).contains(status));
  }

  private static List<String> statuses(StackClient stack, String type) {
    return stack.events().stream()
        .filter(event -> event.resourceType().startsWith(type))
        .map(StackEvent::resourceStatusAsString)
        .toList();
  }

  private List<String> calls(RetentionType type, int identity) {
    return endpoint(type).requests().stream()
        .filter(request -> request.isFor(type.identity(identity)))
        .map(RecordedRequest::operation)
        .toList();
  }

  /** Uses a role with only these permissions, to which the CDK attaches no policies. */
  private static Consumer<Stack> ownRole(int identity, String... actions) {
    return stack -> {
      PolicyStatement allow =
          PolicyStatement.Builder.create()
              .actions(List.of(actions))
              .resources(List.of("*"))
              .build();
      PolicyDocument policy = PolicyDocument.Builder.create().statements(List.of(allow)).build();
      Role role =
          Role.Builder.create(stack, "OwnRole")
              .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
              .inlinePolicies(Map.of("Own", policy))
              .build();
      RetentionProvider.shared(
          stack,
          RetentionProviderProps.builder()
              .timeout(software.amazon.awscdk.Duration.seconds(20))
              .role(role.withoutPolicyUpdates())
              .build());
      settings(identity, 365).accept(stack);
    };
  }

  private static Path withoutDependencies(Path assembly) throws IOException {
    Path file = assembly.resolve(STACK + ".template.json");
    JsonNode template = JSON.readTree(file.toFile());
    for (JsonNode resource : template.path("Resources")) {
      if (resource.path("Type").asText().startsWith("Custom::")) {
        assertThat(((ObjectNode) resource).remove("DependsOn")).isNotNull();
      }
    }
    Files.writeString(file, template.toString());
    return assembly;
  }

  /** Adds the permission, as an administrator would. */
  private void allowAgain() {
    String role =
        cloud().cloudFormation().declared("AWS::Lambda::Function").stream()
            .findFirst()
            .orElseThrow()
            .properties()
            .path("Role")
            .asText()
            .replaceFirst(".*/", "");
    ObjectNode policy = JSON.createObjectNode();
    policy.putArray("Roles").add(role);
    policy
        .putObject("PolicyDocument")
        .putObject("Statement")
        .put("Effect", "Allow")
        .put("Action", "chime:*")
        .put("Resource", "*");
    cloud().iam().put("AWS::IAM::Policy", "111122223333", "Rescue", policy);
  }
}
