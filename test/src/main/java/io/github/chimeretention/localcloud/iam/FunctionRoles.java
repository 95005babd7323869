package io.github.chimeretention.localcloud.iam;

import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.lambda.ExecutionRole;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives each function credentials of its own, which stand for its role.
 *
 * @param environment the other variables that functions need to call services
 */
public record FunctionRoles(Iam iam, Map<String, String> environment) implements ExecutionRole {
  @Override
  public Map<String, String> environment(FunctionConfiguration function) {
    Map<String, String> own = new HashMap<>(environment);
    own.put("AWS_ACCESS_KEY_ID", Caller.accessKeyId(function.role().split(":", -1)[4]));
    own.put("AWS_SESSION_TOKEN", Caller.sessionToken(session(function)));
    return own;
  }

  @Override
  public boolean maySendLogs(FunctionConfiguration function) {
    String[] arn = function.functionArn().split(":", -1);
    String streams =
        "arn:aws:logs:%s:%s:log-group:%s:log-stream:"
            .formatted(arn[3], arn[4], function.logGroup());
    return Stream.of("logs:CreateLogStream", "logs:PutLogEvents")
        .allMatch(action -> iam.allows(session(function), Access.in(arn[3], action, streams)));
  }

  private static String session(FunctionConfiguration function) {
    return Iam.session(function.role(), function.functionName());
  }
}
