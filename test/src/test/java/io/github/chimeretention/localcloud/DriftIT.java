package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.cdk.RetentionDriftMonitor;
import io.github.chimeretention.localcloud.iam.Access;
import io.github.chimeretention.localcloud.iam.Iam;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

@DisplayName("A drift monitor")
class DriftIT extends CliTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ADMIN = "arn:aws:iam::" + ACCOUNT + ":user/admin";

  @Test
  @DisplayName("finds settings that were changed outside CloudFormation until they are restored")
  void changedByHand() throws Exception {
    int a = newIdentity();
    deploy(monitored(a, "1"));
    assertThat(statuses()).containsExactly("IN_SYNC", "IN_SYNC");

    RetentionType type = RetentionType.APP_INSTANCE;
    endpoint(type).retentions().put(type.identity(a), type.of(3));
    DriftChecks checks = DriftChecks.run(cloud());
    assertThat(checks.findings())
        .filteredOn(line -> line.path("DriftStatus").asText().equals("DRIFTED"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("Path").asText()).isEqualTo(STACK + "/" + type);
              assertThat(line.path("message").asText())
                  .contains("{ChannelRetentionDays=3}", "declared: {ChannelRetentionDays=365}");
            });
    assertThat(checks.sum("Drifted")).isOne();
    assertThat(checks.sum("InSync")).isOne();
    assertThat(checks.sum("NotChecked")).isZero();

    assertThat(deploy(monitored(a, "2")).successful()).isTrue();
    assertThat(statuses()).containsExactly("IN_SYNC", "IN_SYNC");
  }

  @Test
  @DisplayName("has a role that can read settings but not write them")
  void readOnly() throws Exception {
    int a = newIdentity();
    deploy(monitored(a, "1"));
    String session = Iam.session(role("RetentionDriftHandler"), "f");

    for (String settings : List.of("RetentionSettings", "AppInstanceRetentionSettings")) {
      String resource = settings.startsWith("App") ? RetentionType.APP_INSTANCE.identity(a) : "*";
      cloud().iam().authorize(session, new Access("chime:Get" + settings, resource, Map.of()));
      assertThatThrownBy(
              () ->
                  cloud()
                      .iam()
                      .authorize(session, new Access("chime:Put" + settings, resource, Map.of())))
          .hasMessageContaining("is not authorized to perform: chime:Put" + settings);
    }
  }

  @Test
  @DisplayName("reports that it can't start if its role may not invoke the function")
  void scheduleDenied() throws Exception {
    deploy(monitored(newIdentity(), "1"));
    String policy =
        """
        {"Roles": ["%s"], "PolicyDocument": {"Statement":
          {"Effect": "Deny", "Action": "lambda:InvokeFunction", "Resource": "*"}}}"""
            .formatted(schedulerRole().replaceFirst(".*/", ""));
    cloud().iam().put("AWS::IAM::Policy", ACCOUNT, "Deny", new ObjectMapper().readTree(policy));

    DriftChecks checks = DriftChecks.run(cloud());

    assertThat(checks.allInSync()).isFalse();
    assertThat(checks.toString())
        .contains(
            "The check can't be started: User: " + Iam.session(schedulerRole(), "schedule"),
            "is not authorized to perform: lambda:InvokeFunction");
  }

  @Test
  @DisplayName("checks a resource at once if another principal changed it, and only then")
  void cloudTrail() throws Exception {
    int a = newIdentity();
    deploy(monitored(a, "1"));
    EventBus bus = new EventBus(cloud());

    for (RetentionType type : RetentionType.values()) {
      assertThat(bus.deliver(put(type, type.identity(a), user())))
          .filteredOn(line -> line.contains("DriftStatus"))
          .singleElement()
          .asString()
          .contains("\"IN_SYNC\"", type.identity(a), "\"PutBy\":\"IAMUser " + ADMIN + "\"");
      assertThat(bus.deliver(put(type, type.identity(a), function()))).isEmpty();
      assertThat(bus.deliver(put(type, type.identity(newIdentity()), user()))).isEmpty();
    }
  }

  private List<String> statuses() {
    return DriftChecks.run(cloud()).findings().stream()
        .map(line -> line.path("DriftStatus").asText())
        .toList();
  }

  /** Returns CloudTrail's event for a put. */
  private static String put(RetentionType type, String identity, String userIdentity) {
    boolean isAccount = type == RetentionType.ACCOUNT;
    return """
    {"version": "0", "id": "12345678-1234-1234-1234-123456789012", "account": "111122223333",
     "detail-type": "AWS API Call via CloudTrail", "source": "aws.chime", "region": "us-east-1",
     "time": "2026-11-24T12:00:00Z", "resources": [],
     "detail": {
       "eventVersion": "1.08", "eventSource": "chime.amazonaws.com", "eventName": "%s",
       "awsRegion": "us-east-1", "userIdentity": %s,
       "requestParameters": {"%s": "%s"}, "responseElements": null}}"""
        .formatted(
            isAccount ? "PutRetentionSettings" : "PutAppInstanceRetentionSettings",
            userIdentity,
            isAccount ? "accountId" : "appInstanceArn",
            identity);
  }

  private static String user() {
    return "{\"type\": \"IAMUser\", \"arn\": \"%s\", \"userName\": \"admin\"}".formatted(ADMIN);
  }

  /** Returns the identity of the function that applies the settings. */
  private String function() {
    return """
    {"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/r/f",
     "sessionContext": {"sessionIssuer": {"type": "Role", "arn": "%s"}}}"""
        .formatted(role("RetentionHandler"));
  }

  private String role(String handler) {
    return cloud().cloudFormation().declared("AWS::Lambda::Function").stream()
        .filter(it -> it.properties().path("Handler").asText().contains(handler))
        .findFirst()
        .orElseThrow()
        .properties()
        .path("Role")
        .asText();
  }

  private String schedulerRole() {
    return cloud().cloudFormation().declared("AWS::Scheduler::Schedule").stream()
        .findFirst()
        .orElseThrow()
        .properties()
        .at("/Target/RoleArn")
        .asText();
  }

  private static Consumer<Stack> monitored(int identity, String reapply) {
    return stack -> {
      ChimeRetentionSettings.Builder.create(stack, "ACCOUNT")
          .accountId(RetentionType.ACCOUNT.identity(identity))
          .roomRetention(Duration.days(365))
          .reapply(reapply)
          .build();
      ChimeAppInstanceRetentionSettings.Builder.create(stack, "APP_INSTANCE")
          .appInstanceArn(RetentionType.APP_INSTANCE.identity(identity))
          .channelRetention(Duration.days(365))
          .reapply(reapply)
          .build();
      RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();
    };
  }
}
