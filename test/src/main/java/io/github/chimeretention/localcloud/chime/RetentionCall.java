package io.github.chimeretention.localcloud.chime;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call of an operation, for an identity unless it lists them. */
public record RetentionCall(ChimeApi api, String operation, String identity) {
  /** The call in a request. */
  public static RetentionCall of(AwsRequest request) {
    String line = request.method() + " " + request.path();
    for (ChimeApi api : ChimeApi.values()) {
      for (Map.Entry<String, String> operation : api.operations().entrySet()) {
        Matcher matcher = Pattern.compile(operation.getValue()).matcher(line);
        if (matcher.matches()) {
          return new RetentionCall(api, operation.getKey(), matcher.group(1));
        }
      }
    }
    throw AwsException.notServed(line);
  }

  boolean isPut() {
    return operation.startsWith("Put");
  }

  /** The action's name in policies. */
  public String action() {
    return "chime:" + operation;
  }

  /** The resource in policies: an ARN, or {@code *}, because accounts have none. */
  public String resource() {
    return identity.startsWith("arn:") ? identity : "*";
  }
}
