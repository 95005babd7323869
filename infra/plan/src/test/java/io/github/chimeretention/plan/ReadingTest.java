package io.github.chimeretention.plan;

import static io.github.chimeretention.plan.Templates.ARN;
import static io.github.chimeretention.plan.Templates.appInstance;
import static io.github.chimeretention.plan.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.plan.AwsStub.Response;
import java.net.ConnectException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reading for a plan")
class ReadingTest extends PlanTest {
  private static final int MANY = 100;

  @Test
  @DisplayName("calls only read operations, and describes stacks only for parameters")
  void operations() throws Exception {
    String deployed = template(Map.of("S", appInstance(ARN, "30")));
    aws.deploy("App", deployed, Map.of("S", ARN));
    aws.set(ARN, channels(30));
    plan(Map.of("App", deployed));
    assertThat(aws.operations())
        .containsExactly("ListStackResources App", "GetTemplate App", "GetSettings " + ARN);
  }

  @Test
  @DisplayName(
      "reads all settings of a service that throttles two of three calls, with few repetitions")
  void throttled() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    aws.fail(
        (operation, target) ->
            operation.equals("GetSettings") && calls.incrementAndGet() % 3 != 0
                ? Response.error(429, "ThrottledClientException", "slow down")
                : null);
    Run run = plan(Map.of("App", template(many())));
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.json().path("Resources")).hasSize(MANY);
    assertThat(calls.get()).isBetween(3 * MANY - 2, 3 * MANY + 2);
  }

  @Test
  @DisplayName("shows progress only in a terminal, and erases it at the end")
  void progress() throws Exception {
    assertThat(plan(Map.of("App", template(many()))).err()).isEmpty();
    terminal = new Terminal(120, true, false);
    assertThat(plan(Map.of("App", template(many()))).err())
        .startsWith("\rRead 1 of 100\rRead 2 of 100\r")
        .endsWith("\rRead 99 of 100\r\u001B[K");
  }

  @Test
  @DisplayName("reports each resource of a service that is down, and soon stops retrying")
  void down() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    aws.fail(
        (operation, target) -> {
          if (operation.equals("GetSettings")) {
            calls.incrementAndGet();
            throw new ConnectException("Connection refused");
          }
          return null;
        });
    Run run = plan(Map.of("App", template(many())));
    assertThat(run.exitCode()).isOne();
    assertThat(run.outcomes())
        .hasSize(MANY)
        .containsOnly("NOT_READ: ConnectException: Connection refused");
    assertThat(calls.get()).isBetween(MANY, 3 * MANY);
  }

  @Test
  @DisplayName("reports a missing permission in one line, and all other resources")
  void forbidden() throws Exception {
    aws.set(ARN, channels(30));
    aws.fail(
        (operation, target) ->
            target.equals(ARN + "2")
                ? Response.error(
                    403, "ForbiddenException", "not authorized to perform: chime:GetAppInstance")
                : null);
    Map<String, String> resources = new LinkedHashMap<>();
    resources.put("S", appInstance(ARN, "30"));
    resources.put("T", appInstance(ARN + "2", "30"));
    Run run = plan(Map.of("App", template(resources)), "--fail-on", "change");
    assertThat(run.exitCode()).isOne();
    assertThat(run.outcomes())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("NO_CHANGE: No change"),
            second ->
                assertThat(second)
                    .startsWith("NOT_READ: not authorized to perform: chime:GetAppInstance"));
    assertThat(aws.operations()).filteredOn(it -> it.endsWith(ARN + "2")).hasSize(1);
  }

  @Test
  @DisplayName("skips a stack that can't be read, with the reason, and plans the others")
  void stack_forbidden() throws Exception {
    aws.fail(
        (operation, target) ->
            target.equals("A") ? new Response(403, "", accessDenied("is not authorized")) : null);
    Map<String, String> templates = new TreeMap<>();
    templates.put("A", template(Map.of("S", appInstance(ARN, "30"))));
    templates.put("B", template(Map.of("S", appInstance(ARN + "2", "30"))));
    Run run = plan(templates);
    assertThat(run.exitCode()).isOne();
    assertThat(run.json().path("Resources")).hasSize(1);
    assertThat(run.json().path("Problems"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.asText())
                    .startsWith("Stack A was skipped: is not authorized (Service: CloudFormation"));
  }

  @Test
  @DisplayName("that fails makes a plan incomplete, even if values are unknown or invalid")
  void obstacles() throws Exception {
    aws.fail(
        (operation, target) ->
            operation.equals("GetSettings")
                ? Response.error(403, "ForbiddenException", "denied")
                : null);
    for (String days : new String[] {"0", "{'Fn::ImportValue': 'x'}"}) {
      Run run = plan(Map.of("App", template(Map.of("S", appInstance(ARN, days)))));
      assertThat(run.outcomes())
          .singleElement()
          .asString()
          .matches("(FAILURE|UNKNOWN): .*; the settings could not be read: denied .*");
      assertThat(run.exitCode()).isOne();
    }
  }

  @Test
  @DisplayName("and comparing report an unexpected error for its resource, and all other resources")
  void unexpected() throws Exception {
    aws.set(ARN, channels(30));
    Map<String, String> deployed = new TreeMap<>();
    deployed.put("R", appInstance("arn:x", "30"));
    deployed.put("S", appInstance(ARN, "30"));
    aws.deploy("App", template(deployed), new TreeMap<>(Map.of("R", "arn:x", "S", ARN)));
    Map<String, String> declared = new TreeMap<>();
    declared.put("S", appInstance(ARN, "30"));
    declared.put("T", appInstance("{'Fn::Split': [null, 'a']}", "30"));
    Run run = plan(Map.of("App", template(declared)));
    assertThat(run.outcomes())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("NO_CHANGE: No change"),
            second -> assertThat(second).startsWith("NOT_READ: NullPointerException: "),
            third ->
                assertThat(third).startsWith("NOT_READ: ArrayIndexOutOfBoundsException: Index 3"));
    assertThat(run.exitCode()).isOne();
  }

  @Test
  @DisplayName("of a deployed template in YAML uses its processed form, or skips the stack")
  void yaml() throws Exception {
    String declared = template(Map.of("S", appInstance(ARN, "30")));
    aws.set(ARN, channels(30));
    aws.deploy("App", "Resources: {}", Map.of("S", ARN));
    Run run = plan(Map.of("App", declared));
    assertThat(run.exitCode()).isOne();
    assertThat(run.json().path("Problems").get(0).asText())
        .isEqualTo(
            "Stack App was skipped: its deployed template is not JSON; deploy the stack once with the CDK's default synthesizer");
    aws.processedTemplate(declared);
    assertThat(plan(Map.of("App", declared)).exitCode()).isZero();
  }

  @Test
  @DisplayName("of the caller's account is done once, also if it fails, and in the stack's region")
  void caller_once() throws Exception {
    region = null;
    aws.fail(
        (operation, target) ->
            operation.equals("GetCallerIdentity")
                ? new Response(403, "", accessDenied("no"))
                : null);
    Map<String, String> templates = Map.of("A", template(Map.of()), "B", template(Map.of()));
    Run run = planIn("444455556666/eu-west-1", templates);
    assertThat(run.json().path("Problems")).hasSize(2);
    assertThat(aws.operations()).containsExactly("GetCallerIdentity");
    assertThat(aws.regions()).containsExactly("eu-west-1");
  }

  @Test
  @DisplayName("with a role that can't be assumed is tried once")
  void role_once() throws Exception {
    aws.fail(
        (operation, target) ->
            operation.equals("AssumeRole") ? new Response(403, "", accessDenied("no")) : null);
    Map<String, String> templates = Map.of("A", template(Map.of()), "B", template(Map.of()));
    assertThat(planIn("444455556666/eu-west-1", templates).json().path("Problems")).hasSize(2);
    assertThat(aws.operations()).containsExactly("GetCallerIdentity", "AssumeRole");
  }

  @Test
  @DisplayName("of another account uses the lookup role in the assembly")
  void lookup_role() throws Exception {
    aws.set(ARN, channels(30));
    Run run =
        planIn(
            "444455556666/eu-west-1", Map.of("App", template(Map.of("S", appInstance(ARN, "30")))));
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(aws.operations())
        .containsExactly(
            "GetCallerIdentity", "AssumeRole", "ListStackResources App", "GetSettings " + ARN);
    assertThat(aws.credentials()).containsExactly("CALLER", "CALLER", "ASSUMED", "ASSUMED");
  }

  @Test
  @DisplayName("of another account whose role can't be assumed skips its stack")
  void lookup_role_denied() throws Exception {
    aws.fail(
        (operation, target) ->
            operation.equals("AssumeRole")
                ? new Response(403, "", accessDenied("no trust"))
                : null);
    Run run = planIn("444455556666/eu-west-1", Map.of("App", template(Map.of())));
    assertThat(run.exitCode()).isOne();
    assertThat(run.json().path("Problems").get(0).asText())
        .startsWith("Stack App was skipped: no trust (Service: Sts, Status Code: 403");
  }

  @Test
  @DisplayName("of the caller's own account needs no role")
  void own_account() throws Exception {
    Run run = planIn(AwsStub.ACCOUNT + "/eu-west-1", Map.of("App", template(Map.of())));
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().path("Summary").asText()).isEqualTo("no retention settings");
    assertThat(aws.credentials()).containsOnly("CALLER");
  }

  @Test
  @DisplayName("of parameters that is denied skips the stack, instead of treating them as unknown")
  void parameters_denied() throws Exception {
    String template =
        template(
            Map.of("S", appInstance(ARN, "{'Ref': 'Days'}")),
            "'Parameters': {'Days': {'Type': 'Number'}}");
    aws.deploy("App", template, Map.of("S", ARN));
    aws.fail(
        (operation, target) ->
            operation.equals("DescribeStacks")
                ? new Response(403, "", accessDenied("not authorized"))
                : null);
    Run run = plan(Map.of("App", template));
    assertThat(run.exitCode()).isOne();
    assertThat(run.json().path("Problems").get(0).asText())
        .startsWith("Stack App was skipped: not authorized (Service: CloudFormation");
  }

  private static String accessDenied(String message) {
    return "<ErrorResponse><Error><Code>AccessDenied</Code><Message>%s</Message></Error></ErrorResponse>"
        .formatted(message);
  }

  private static Map<String, String> many() {
    Map<String, String> resources = new LinkedHashMap<>();
    for (int i = 0; i < MANY; i++) {
      resources.put("S" + i, appInstance(ARN + i, "30"));
    }
    return resources;
  }
}
