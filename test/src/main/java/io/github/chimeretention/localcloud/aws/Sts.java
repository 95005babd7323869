package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Issues credentials whose access key ID contains the account. */
public final class Sts {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private Sts() {}

  public static AwsService api() {
    return new QueryProtocol(
        "https://sts.amazonaws.com/doc/2011-06-15/",
        Map.of("GetCallerIdentity", Sts::getCallerIdentity, "AssumeRole", Sts::assumeRole));
  }

  private static JsonNode getCallerIdentity(Caller caller, JsonNode input) {
    String user = "arn:aws:iam::" + caller.account() + ":user/local";
    return Json.object()
        .put("Arn", caller.session().isEmpty() ? user : caller.session())
        .put("UserId", "AIDALOCALCLOUDUSER000")
        .put("Account", caller.account());
  }

  private static JsonNode assumeRole(Caller caller, JsonNode input) {
    String arn = Json.required(input, "RoleArn");
    String sessionName = Json.required(input, "RoleSessionName");
    String[] role = arn.split(":", 6);
    if (role.length < 6 || !role[5].startsWith("role/")) {
      throw new AwsException(
          400, "ValidationError", "RoleArn is " + arn + "; it must be the ARN of a role");
    }
    String session = role[5].substring("role/".length()) + "/" + sessionName;
    ObjectNode result = Json.object();
    result
        .putObject("Credentials")
        .put("AccessKeyId", Caller.accessKeyId(role[4]))
        .put("SecretAccessKey", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
        .put("SessionToken", "local-cloud")
        .put("Expiration", Instant.now().plus(LIFETIME).toString());
    result
        .putObject("AssumedRoleUser")
        .put("AssumedRoleId", "AROALOCALCLOUDROLE000:" + sessionName)
        .put("Arn", "arn:aws:sts::" + role[4] + ":assumed-role/" + session);
    return result;
  }
}
