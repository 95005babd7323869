package io.github.chimeretention.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.cdk.RetentionDriftMonitor;
import io.github.chimeretention.cdk.RetentionProvider;
import io.github.chimeretention.cdk.RetentionProviderProps;
import io.github.chimeretention.cdk.Stacks;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.IVpc;

@DisplayName("The page on permissions")
class PermissionsTest {
  private static final Page PAGE = Page.of("infra/docs/permissions.md");
  private static final Pattern TYPE = Pattern.compile("(?m)^\\| `(AWS::[A-Za-z0-9:]+)` \\|");

  private final Stack stack = Stacks.stack();

  @BeforeEach
  void declare() {
    IVpc vpc = Stacks.vpc(stack);
    RetentionProvider.shared(stack, RetentionProviderProps.builder().vpc(vpc).build());
    ChimeRetentionSettings.Builder.create(stack, "Account")
        .accountId("a")
        .roomRetention(Duration.days(30))
        .build();
    ChimeAppInstanceRetentionSettings.Builder.create(stack, "AppInstance")
        .appInstanceArn("arn:aws:chime:us-east-1:111122223333:app-instance/a")
        .channelRetention(Duration.days(30))
        .build();
    RetentionDriftMonitor.Builder.create(stack, "Drift").vpc(vpc).watchCloudTrail(true).build();
  }

  @Test
  @DisplayName("lists exactly the types of resources in a stack with all options")
  void types() {
    Set<String> types = new TreeSet<>();
    for (JsonNode resource : template().path("Resources")) {
      types.add(resource.path("Type").asText());
    }
    types.removeIf(type -> type.startsWith("Custom::"));
    assertThat(
            TYPE.matcher(PAGE.text())
                .results()
                .map(type -> type.group(1))
                .collect(Collectors.toSet()))
        .isEqualTo(types);
  }

  @Test
  @DisplayName("lists exactly the function's actions on Amazon Chime")
  void actions() {
    Set<String> allowed = new TreeSet<>();
    for (JsonNode policy : template().path("Resources")) {
      for (JsonNode statement : policy.at("/Properties/PolicyDocument/Statement")) {
        statement.path("Action").forEach(action -> allowed.add(action.asText()));
      }
    }
    allowed.removeIf(action -> !action.startsWith("chime:"));
    String section = PAGE.text().split("\n## The function's role\n", 2)[1].split("\n## ", 2)[0];
    assertThat(
            Pattern.compile("`(chime:[A-Za-z]+)`")
                .matcher(section)
                .results()
                .map(action -> action.group(1)))
        .containsExactlyInAnyOrderElementsOf(allowed);
  }

  private JsonNode template() {
    return new ObjectMapper().valueToTree(Template.fromStack(stack).toJSON());
  }
}
