package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.RetentionType.ACCOUNT;
import static io.github.chimeretention.cdk.RetentionType.APP_INSTANCE;
import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.event.ruler.Ruler;

/** The test matches events with the library that Amazon EventBridge uses. */
@DisplayName("A rule for puts of retention settings")
class CloudTrailRuleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::111122223333:role/provider";

  private static final String USER =
      """
      {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/jo", "userName": "jo"}""";

  private final Stack stack = stack();

  @ParameterizedTest
  @EnumSource
  @DisplayName("matches puts of its identity by any principal, and invokes the target")
  void matches(RetentionType type) throws Exception {
    Topic topic = new Topic(stack, "Topic");
    Rule rule =
        retention(type)
            .onCloudTrailPut(
                "OnPut",
                OnEventOptions.builder()
                    .ruleName("puts")
                    .description("Puts")
                    .target(new SnsTopic(topic))
                    .build());

    assertThat(isMatched(event(type, type.identity(1), USER))).isTrue();
    assertThat(isMatched(event(type, type.identity(1), role(ROLE)))).isTrue();
    assertThat(isMatched(event(type, type.identity(2), USER))).isFalse();
    assertThat(isMatched(event(type, type.identity(1), USER).replace("\"Put", "\"Get"))).isFalse();
    assertThat(rule.getNode().getPath()).isEqualTo("Stack/Retention/OnPut");
    assertThat(properties(stack, "AWS::Events::Rule"))
        .containsEntry("Name", "puts")
        .containsEntry("Description", "Puts");
    assertThat(properties(stack, "AWS::Events::Rule").get("Targets")).asString().contains("Topic");
  }

  @Test
  @DisplayName("ignores the case of an account's ID, as the service does")
  void account_id_case() throws Exception {
    retention(ACCOUNT).onCloudTrailPut("OnPut");

    assertThat(isMatched(event(ACCOUNT, ACCOUNT.identity(1).toUpperCase(Locale.ROOT), USER)))
        .isTrue();
    assertThat(isMatched(event(ACCOUNT, ACCOUNT.identity(1).toLowerCase(Locale.ROOT), USER)))
        .isTrue();
  }

  @Test
  @DisplayName("matches fewer events with the options' event pattern")
  void narrowed() throws Exception {
    retention(ACCOUNT)
        .onCloudTrailPut(
            "OnPut",
            OnEventOptions.builder()
                .eventPattern(
                    EventPattern.builder()
                        .detail(Map.of("errorCode", List.of(Map.of("exists", false))))
                        .build())
                .build());

    String event = event(ACCOUNT, ACCOUNT.identity(1), USER);
    assertThat(isMatched(event)).isTrue();
    assertThat(isMatched(event.replace("\"eventName\"", "\"errorCode\": \"x\", \"eventName\"")))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("accepts an identity that is known only at deployment")
  void token(RetentionType type) {
    String token = new CfnParameter(stack, "Id").getValueAsString();
    ((IRetentionSettings) type.settings(stack, "Retention").identity(token).build())
        .onCloudTrailPut("OnPut");

    assertThat(pattern().toString()).contains("{Ref=Id}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "another role  | true  | {`sessionContext`: {`sessionIssuer`: {`arn`: `arn:aws:iam::1:role/o`}}}",
        "a user        | true  | {`type`: `IAMUser`, `arn`: `arn:aws:iam::1:user/jo`}",
        "a user's session | true | {`type`: `IAMUser`, `sessionContext`: {`attributes`: {}}}",
        "the root user | true  | {`type`: `Root`, `arn`: `arn:aws:iam::1:root`}",
        "the function  | false | {`sessionContext`: {`sessionIssuer`: {`arn`: `ROLE`}}}",
      })
  @DisplayName(
      "that checks for drift matches every principal except the function that applies settings:")
  void by_others(String who, boolean matched, String identity) throws Exception {
    monitored(ACCOUNT);

    assertThat(
            isMatched(
                event(
                    ACCOUNT,
                    ACCOUNT.identity(1),
                    identity.replace('`', '"').replace("ROLE", ROLE))))
        .as(who)
        .isEqualTo(matched);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "that checks for drift passes the resource and the caller of the put to the function")
  void checks_one(RetentionType type) throws JsonProcessingException {
    type.settings(stack, "Other").number(2).build();
    monitored(type);

    Map<String, Object> transformer =
        targets(stack)
            .map(target -> object(target.get("InputTransformer")))
            .filter(each -> each.toString().contains(type.identity(1)))
            .findAny()
            .orElseThrow();
    Map<String, Object> paths = object(transformer.get("InputPathsMap"));
    assertThat(paths.values())
        .containsExactlyInAnyOrder("$.detail.userIdentity.type", "$.detail.userIdentity.arn");
    String template = (String) transformer.get("InputTemplate");
    assertThat(template).hasSizeLessThan(8192);
    // A path that is missing from the event leaves its variable empty.
    JsonNode input = JSON.readTree(template.replaceAll("<[^>]+>", ""));
    assertThat(input.path("PutBy").isTextual()).isTrue();
    assertThat(input.findValuesAsText("Path")).containsExactly("Stack/Retention");
  }

  @Test
  @DisplayName("that checks for drift exists for each resource, and only if watchCloudTrail is on")
  void one_each() {
    new RetentionDriftMonitor(stack, "Plain");
    RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();
    APP_INSTANCE.declare(stack, 3);
    assertThat(Stacks.logicalIds(stack, "AWS::Events::Rule"))
        .hasSize(3)
        .allSatisfy(id -> assertThat(id).startsWith("DriftPut"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("that checks for drift may invoke the function by a permission that all rules share")
  void one_permission(boolean env) {
    Stack stack = env ? Stacks.stackIn("us-east-1") : stack();
    RetentionType.declareEach(stack);
    RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();

    Map<String, Object> permission = properties(stack, "AWS::Lambda::Permission");
    assertThat(permission)
        .containsEntry("Action", "lambda:InvokeFunction")
        .containsEntry("Principal", "events.amazonaws.com")
        .containsKey("SourceAccount");
    assertThat(permission.get("SourceArn")).asString().contains(":events:", ":rule/*");
    Object function = permission.get("FunctionName");
    assertThat(targets(stack))
        .hasSameSizeAs(RetentionType.values())
        .allSatisfy(target -> assertThat(target).containsEntry("Arn", function));
  }

  @Test
  @DisplayName("that checks for drift can be added for 230 resources in one stack")
  void many() {
    RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();
    APP_INSTANCE.declare(stack, 230);

    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Events::Rule", 230);
    assertThat(object(template.toJSON().get("Resources"))).hasSizeLessThan(500);
    assertThat(Stacks.template(stack)).hasSizeLessThan(1_000_000);
  }

  private IRetentionSettings retention(RetentionType type) {
    return (IRetentionSettings) type.settings(stack, "Retention").build();
  }

  private void monitored(RetentionType type) {
    type.settings(stack, "Retention").build();
    RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();
  }

  private static Stream<Map<String, Object>> targets(Stack stack) {
    return Stacks.allProperties(stack, "AWS::Events::Rule").stream()
        .map(rule -> object(list(rule.get("Targets")).get(0)));
  }

  private Object pattern() {
    return properties(stack, "AWS::Events::Rule").get("EventPattern");
  }

  /** Replaces the reference to the role by its ARN, as the deployment does. */
  private boolean isMatched(String event) throws Exception {
    String pattern =
        JSON.writeValueAsString(pattern())
            .replaceAll("\\{\"Fn::GetAtt\":\\[\"RetentionProviderRole[^]]*]}", "\"" + ROLE + "\"");
    return Ruler.matchesRule(event, pattern);
  }

  private static String role(String arn) {
    return "{\"type\": \"AssumedRole\", \"sessionContext\": {\"sessionIssuer\": {\"arn\": \"%s\"}}}"
        .formatted(arn);
  }

  /** As in the Amazon Chime SDK Administrator Guide, Using AWS CloudTrail to log API calls. */
  private static String event(RetentionType type, String identity, String userIdentity) {
    return """
    {
      "version": "0",
      "detail-type": "AWS API Call via CloudTrail",
      "source": "aws.chime",
      "account": "111122223333",
      "region": "us-east-1",
      "detail": {
        "eventVersion": "1.08",
        "userIdentity": %s,
        "eventSource": "chime.amazonaws.com",
        "eventName": "%s",
        "awsRegion": "us-east-1",
        "requestParameters": {"%s": "%s"},
        "responseElements": null,
        "readOnly": false,
        "eventType": "AwsApiCall",
        "managementEvent": true
      }
    }
    """
        .formatted(
            userIdentity, type.actions.get(1).replace("chime:", ""), type.identityOption, identity);
  }
}
