package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.Messages.infos;
import static io.github.chimeretention.cdk.RetentionType.ACCOUNT;
import static io.github.chimeretention.cdk.RetentionType.APP_INSTANCE;
import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.cdk.internal.drift.DriftInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

@DisplayName("A drift monitor")
class RetentionDriftMonitorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEDULE = "AWS::Scheduler::Schedule";
  private static final String HANDLER =
      "io.github.chimeretention.lambda.RetentionDriftHandler::handleRequest";

  private final Stack stack = stack();

  @Test
  @DisplayName("runs its own function from the same jar, for up to 15 minutes, once a day")
  void own_function() {
    ACCOUNT.settings(stack, "Retention").build();
    new RetentionDriftMonitor(stack, "Drift");

    Map<String, Object> function = function();
    assertThat(function)
        .containsEntry("Timeout", 900)
        .containsEntry("Runtime", "java25")
        .doesNotContainKey("ReservedConcurrentExecutions");
    assertThat(
            Stacks.allProperties(stack, "AWS::Lambda::Function").stream()
                .map(other -> other.get("Code"))
                .distinct())
        .hasSize(1);
    assertThat(properties(stack, SCHEDULE))
        .containsEntry("ScheduleExpression", "rate(1 day)")
        .containsEntry("State", "ENABLED");
    assertThat(object(target().get("Arn")).get("Fn::GetAtt")).asString().contains("DriftFunction");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("passes each resource to the function, with its path and declared settings")
  void input(RetentionType type) throws JsonProcessingException {
    type.settings(stack, "Retention").reapply("today").overwriteExisting(true).build();
    new RetentionDriftMonitor(stack, "Drift");

    assertThat(input(stack))
        .isEqualTo(
            JSON.valueToTree(
                Map.of(
                    "Resources",
                    List.of(
                        Map.of(
                            "Path",
                            "Stack/Retention",
                            "ResourceType",
                            type.type,
                            "ResourceProperties",
                            settings(type, type.identity(1)))))));
  }

  @Test
  @DisplayName("passes the resources to the function in the same order, wherever they are declared")
  void one_order() throws JsonProcessingException {
    Stack renamed = stack();
    for (int i = 1; i <= 4; i++) {
      ACCOUNT.settings(stack, "Retention" + i).number(i).build();
      ACCOUNT.settings(renamed, "Renamed" + (5 - i)).number(5 - i).build();
    }
    new RetentionDriftMonitor(stack, "Drift");
    new RetentionDriftMonitor(renamed, "Drift");

    assertThat(input(renamed).findValuesAsText("AccountId"))
        .hasSize(4)
        .isEqualTo(input(stack).findValuesAsText("AccountId"));
  }

  @Test
  @DisplayName("watches only the constructs and the scopes that it is given")
  void monitored() throws JsonProcessingException {
    Construct one = APP_INSTANCE.settings(stack, "One").number(1).build();
    Construct scope = new Construct(stack, "Scope");
    APP_INSTANCE.settings(stack, "Scoped").number(2).build();
    ACCOUNT.settings(stack, "Account").build();
    RetentionDriftMonitor.Builder.create(stack, "Drift").monitored(List.of(one, scope)).build();
    APP_INSTANCE.settings(scope, "Inner").number(3).build();

    assertThat(input(stack).findValuesAsText("Path"))
        .containsExactlyInAnyOrder("Stack/One", "Stack/Scope/Inner");
    assertThat(readStatements())
        .singleElement()
        .extracting(statement -> statement.get("Resource"))
        .isEqualTo(List.of(APP_INSTANCE.identity(1), APP_INSTANCE.identity(3)));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("may only get the declared resources' settings and write its log")
  void permissions(RetentionType type) {
    type.settings(stack, "Retention").build();
    new RetentionDriftMonitor(stack, "Drift");

    assertThat(readStatements())
        .containsExactly(
            Map.of(
                "Sid",
                type.policyName + "Read",
                "Effect",
                "Allow",
                "Action",
                List.of(type.actions.get(0)),
                "Resource",
                type.resource(1)));
    assertThat(statements("AWS::IAM::Policy"))
        .extracting(statement -> statement.get("Action"))
        .containsExactly(List.of("logs:CreateLogStream", "logs:PutLogEvents"));
  }

  @Test
  @DisplayName("lets only its schedule invoke the function, and the schedule nothing else")
  void scheduler_role() {
    ACCOUNT.settings(stack, "Retention").build();
    new RetentionDriftMonitor(stack, "Drift");

    Map<String, Object> role =
        object(
            Stacks.resources(stack, "AWS::IAM::Role").get(reference("RoleArn")).get("Properties"));
    assertThat(role.get("AssumeRolePolicyDocument"))
        .asString()
        .contains("scheduler.amazonaws.com", "aws:SourceAccount={Ref=AWS::AccountId}");
    assertThat(role.get("Policies"))
        .asString()
        .contains("Action=lambda:InvokeFunction", "Resource={Fn::GetAtt=[DriftFunction")
        .doesNotContain("*");
    assertThat(Stacks.template(stack)).doesNotContain("SchedulerRoleForTarget");
  }

  @Test
  @DisplayName("first checks after the settings are applied")
  void order() {
    ACCOUNT.settings(stack, "Retention").build();
    new RetentionDriftMonitor(stack, "Drift");
    APP_INSTANCE.settings(stack, "Later").build();

    List<String> expected = new ArrayList<>();
    expected.addAll(Stacks.logicalIds(stack, ACCOUNT.type));
    expected.addAll(Stacks.logicalIds(stack, APP_INSTANCE.type));
    Stacks.logicalIds(stack, "AWS::IAM::ManagedPolicy").stream()
        .filter(id -> id.contains("Read"))
        .forEach(expected::add);
    assertThat(list(resource(stack, SCHEDULE).get("DependsOn")))
        .hasSize(4)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  @DisplayName("has alarms for drift and for resources that could not be checked")
  void alarms() {
    ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitor monitor = new RetentionDriftMonitor(stack, "Drift");
    monitor.addAlarmAction(
        new SnsAction(Topic.fromTopicArn(stack, "Topic", "arn:aws:sns:us-east-1:1:t")));

    assertThat(monitor.getDriftedAlarm()).isNotSameAs(monitor.getNotCheckedAlarm());
    assertThat(Stacks.allProperties(stack, "AWS::CloudWatch::Alarm"))
        .extracting(properties -> properties.get("MetricName"))
        .containsExactlyInAnyOrder("Drifted", "NotChecked");
    Template.fromStack(stack)
        .allResourcesProperties(
            "AWS::CloudWatch::Alarm",
            Map.of(
                "Namespace",
                "ChimeRetention",
                "Statistic",
                "Maximum",
                "Threshold",
                1,
                "ComparisonOperator",
                "GreaterThanOrEqualToThreshold",
                "EvaluationPeriods",
                1,
                "Period",
                86400,
                "AlarmActions",
                List.of("arn:aws:sns:us-east-1:1:t")));
  }

  @Test
  @DisplayName("doesn't report missing checks as drift, and notifies of them after the first check")
  void missing_checks() {
    ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitor monitor = new RetentionDriftMonitor(stack, "Drift");
    monitor.addAlarmAction(
        new SnsAction(Topic.fromTopicArn(stack, "Topic", "arn:aws:sns:us-east-1:1:t")));

    Map<Object, Map<String, Object>> alarms = new HashMap<>();
    Stacks.allProperties(stack, "AWS::CloudWatch::Alarm")
        .forEach(properties -> alarms.put(properties.get("MetricName"), properties));
    assertThat(alarms.get("Drifted"))
        .containsEntry("TreatMissingData", "ignore")
        .doesNotContainKey("InsufficientDataActions");
    assertThat(alarms.get("NotChecked"))
        .containsEntry("TreatMissingData", "missing")
        .containsEntry("InsufficientDataActions", List.of("arn:aws:sns:us-east-1:1:t"));
  }

  @Test
  @DisplayName("has a metric for each count, by the function's name, which accepts options")
  void metrics() {
    RetentionDriftMonitor monitor = new RetentionDriftMonitor(stack, "Drift");
    MetricOptions weekly = MetricOptions.builder().period(Duration.days(7)).build();

    assertThat(List.of(monitor.metricDrifted(), monitor.metricNotChecked(), monitor.metricInSync()))
        .allSatisfy(
            metric -> {
              assertThat(metric.getNamespace()).isEqualTo("ChimeRetention");
              assertThat(metric.getStatistic()).isEqualTo("Maximum");
              assertThat(metric.getDimensions())
                  .isEqualTo(Map.of("FunctionName", monitor.getFunction().getFunctionName()));
            })
        .extracting(Metric::getMetricName)
        .containsExactly("Drifted", "NotChecked", "InSync");
    assertThat(
            List.of(
                monitor.metricDrifted(weekly),
                monitor.metricNotChecked(weekly),
                monitor.metricInSync(weekly)))
        .allSatisfy(metric -> assertThat(metric.getPeriod().toDays()).isEqualTo(7));
  }

  @Test
  @DisplayName("returns the graphs for a user's dashboard")
  void widgets() {
    ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitor monitor = new RetentionDriftMonitor(stack, "Drift");
    new Dashboard(stack, "Dashboard").addWidgets(monitor.widgets().toArray(IWidget[]::new));

    assertThat(monitor.widgets().stream().mapToInt(widget -> widget.getWidth().intValue()).sum())
        .isEqualTo(24);
    assertThat(properties(stack, "AWS::CloudWatch::Dashboard").get("DashboardBody"))
        .asString()
        .contains("Drifted", "NotChecked", "InSync", "\"Errors\"", "\"Duration\"");
  }

  @Test
  @DisplayName("accepts identities and periods that are known only at deployment")
  void tokens() throws JsonProcessingException {
    Number days =
        CfnParameter.Builder.create(stack, "Days").type("Number").build().getValueAsNumber();
    for (RetentionType type : RetentionType.values()) {
      type.settings(stack, type.name())
          .identity(new CfnParameter(stack, type.identityProperty).getValueAsString())
          .periods(option -> Duration.days(days))
          .build();
    }
    new RetentionDriftMonitor(stack, "Drift");

    StringBuilder deployed = new StringBuilder();
    for (Object part : list(list(object(target().get("Input")).get("Fn::Join")).get(1))) {
      deployed.append(part instanceof Map<?, ?> ref ? "<" + ref.get("Ref") + ">" : part);
    }
    JsonNode resources = JSON.readTree(deployed.toString()).get("Resources");
    assertThat(resources.findValues("ResourceProperties"))
        .containsExactlyInAnyOrder(
            JSON.valueToTree(
                Map.of(
                    "AccountId",
                    "<AccountId>",
                    "RoomRetentionDays",
                    "<Days>",
                    "ConversationRetentionDays",
                    "<Days>")),
            JSON.valueToTree(
                Map.of("AppInstanceArn", "<AppInstanceArn>", "ChannelRetentionDays", "<Days>")));
  }

  @Test
  @DisplayName("watches 450 app instances with one function, one schedule and one input")
  void many() throws JsonProcessingException {
    new RetentionDriftMonitor(stack, "Drift");
    APP_INSTANCE.declare(stack, 450);

    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Lambda::Function", 2);
    template.resourceCountIs(SCHEDULE, 1);
    assertThat(object(template.toJSON().get("Resources"))).hasSizeLessThan(500);
    assertThat(target().get("Input").toString().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(DriftInput.MAX_BYTES);
    assertThat(input(stack).get("Resources")).hasSize(450);
    assertThat(readStatements().stream().flatMap(each -> list(each.get("Resource")).stream()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 450).mapToObj(APP_INSTANCE::identity).toList());
  }

  @Test
  @DisplayName(
      "with too many resources for a schedule's input is an error that explains how to split it")
  void too_much() {
    new RetentionDriftMonitor(stack, "Drift");
    Construct scope = new Construct(stack, "x".repeat(DriftInput.MAX_BYTES / 2));
    ACCOUNT.declare(scope, 2);

    assertThatThrownBy(() -> Stacks.synthesize(stack))
        .hasMessageContaining("[Stack/Drift] the schedule's input is 2")
        .hasMessageContaining(
            " bytes; it must be at most 262144 (declare several monitors,"
                + " each with some of the constructs as monitored)");
  }

  @Test
  @DisplayName("with nothing to watch is an error")
  void nothing() {
    ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitor.Builder.create(stack, "Drift")
        .monitored(List.of(new Construct(stack, "Empty")))
        .build();

    assertThatThrownBy(() -> Stacks.synthesize(stack))
        .hasMessageContaining(
            "[Stack/Drift] monitored has no retention settings; it must have at least one");
  }

  @Test
  @DisplayName("in a stack without settings is an error")
  void empty_stack() {
    new RetentionDriftMonitor(stack, "Drift");

    assertThatThrownBy(() -> Stacks.synthesize(stack))
        .hasMessageContaining(
            "[Stack/Drift] the stack has no retention settings; it must have at least one");
  }

  @Test
  @DisplayName("of another stack's resources is rejected")
  void other_stack() {
    Stack other = new Stack((App) stack.getNode().getRoot(), "Other");
    Construct retention = ACCOUNT.settings(other, "Retention").build();
    RetentionDriftMonitor.Builder monitor =
        RetentionDriftMonitor.Builder.create(stack, "Drift").monitored(List.of(retention));

    assertRejected(
        monitor::build,
        "Stack/Drift: monitored is Other/Retention, in the stack Other;"
            + " it must be in the monitor's stack, Stack");
  }

  @Test
  @DisplayName(
      "with a role that the stack must not change reports the permissions that the role needs")
  void immutable_role() {
    ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitor.Builder.create(stack, "Drift")
        .role(
            Role.fromRoleArn(
                stack,
                "Own",
                "arn:aws:iam::111111111111:role/drift",
                FromRoleArnOptions.builder().mutable(false).build()))
        .build();

    assertThat(function()).containsEntry("Role", "arn:aws:iam::111111111111:role/drift");
    assertThat(Stacks.logicalIds(stack, "AWS::IAM::ManagedPolicy")).hasSize(1);
    assertThat(infos(stack))
        .containsExactly(
            "/Stack/Drift: The role is immutable. It must allow logs:CreateLogStream and"
                + " logs:PutLogEvents on the log group",
            "/Stack/Drift: The function's role must allow chime:GetRetentionSettings on *");
  }

  @Test
  @DisplayName("may be one of several, each for some of the stack's constructs")
  void several() throws JsonProcessingException {
    Construct one = ACCOUNT.settings(stack, "One").number(1).build();
    Construct two = ACCOUNT.settings(stack, "Two").number(2).build();
    RetentionDriftMonitor.Builder.create(stack, "DriftOne").monitored(List.of(one)).build();
    RetentionDriftMonitor.Builder.create(stack, "DriftTwo").monitored(List.of(two)).build();

    List<String> paths = new ArrayList<>();
    for (Map<String, Object> schedule : Stacks.allProperties(stack, SCHEDULE)) {
      String input = object(schedule.get("Target")).get("Input").toString();
      paths.addAll(JSON.readTree(input).findValuesAsText("Path"));
    }
    assertThat(paths).containsExactlyInAnyOrder("Stack/One", "Stack/Two");
  }

  private Map<String, Object> function() {
    return Stacks.allProperties(stack, "AWS::Lambda::Function").stream()
        .filter(function -> function.get("Handler").equals(HANDLER))
        .findAny()
        .orElseThrow();
  }

  private Map<String, Object> target() {
    return object(properties(stack, SCHEDULE).get("Target"));
  }

  /** The logical ID of the resource that the target's attribute refers to. */
  private String reference(String attribute) {
    return list(object(target().get(attribute)).get("Fn::GetAtt")).get(0).toString();
  }

  private static JsonNode input(Stack stack) throws JsonProcessingException {
    Map<String, Object> target = object(properties(stack, SCHEDULE).get("Target"));
    return JSON.readTree((String) target.get("Input"));
  }

  private static Map<String, String> settings(RetentionType type, String identity) {
    Map<String, String> settings = new HashMap<>();
    type.periods.values().forEach(property -> settings.put(property, "30"));
    settings.put(type.identityProperty, identity);
    return settings;
  }

  private List<Map<String, Object>> readStatements() {
    return statements("AWS::IAM::ManagedPolicy");
  }

  /** The statements in the policies of a type that the function's role has. */
  private List<Map<String, Object>> statements(String type) {
    return Stacks.resources(stack, type).values().stream()
        .filter(policy -> policy.toString().contains("DriftRole"))
        .flatMap(policy -> ProviderDefaultsTest.statements(policy).stream())
        .toList();
  }
}
