package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Gives out credentials, whose access key id names the account.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">AWS STS API
 *     reference</a>
 */
public final class Sts extends QueryService {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Clock clock;

  public Sts(Clock clock) {
    super("https://sts.amazonaws.com/doc/2011-06-15/");
    this.clock = clock;
  }

  @Override
  protected Map<String, Operation> operations() {
    return Map.of("GetCallerIdentity", this::getCallerIdentity, "AssumeRole", this::assumeRole);
  }

  private JsonNode getCallerIdentity(Caller caller, Form form) {
    return Json.object()
        .put("Arn", "arn:aws:iam::" + caller.account() + ":user/local")
        .put("UserId", "AIDALOCALCLOUDUSER000")
        .put("Account", caller.account());
  }

  private JsonNode assumeRole(Caller caller, Form form) {
    String[] role = form.required("RoleArn").split(":", 6);
    if (role.length < 6 || !role[5].startsWith("role/")) {
      throw new AwsException(
          400,
          "ValidationError",
          "RoleArn is " + form.required("RoleArn") + "; it must be the ARN of a role");
    }
    String session = role[5].substring("role/".length()) + "/" + form.required("RoleSessionName");
    ObjectNode result = Json.object();
    result
        .putObject("Credentials")
        .put("AccessKeyId", Caller.accessKeyId(role[4]))
        .put("SecretAccessKey", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
        .put("SessionToken", "local-cloud")
        .put("Expiration", clock.instant().plus(LIFETIME).toString());
    result
        .putObject("AssumedRoleUser")
        .put("AssumedRoleId", "AROALOCALCLOUDROLE000:" + form.required("RoleSessionName"))
        .put("Arn", "arn:aws:sts::" + role[4] + ":assumed-role/" + session);
    return result;
  }
}
