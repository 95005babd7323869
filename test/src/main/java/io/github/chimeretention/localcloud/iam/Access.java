package io.github.chimeretention.localcloud.iam;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.QueryProtocol;
import io.github.chimeretention.localcloud.chime.RetentionCall;
import java.util.Map;

/**
 * An action that a principal requests.
 *
 * @param resource an ARN or {@code *}; empty for assuming a role
 * @param context the known condition keys with their values
 */
public record Access(String action, String resource, Map<String, String> context) {
  public Access {
    context = Map.copyOf(context);
  }

  /** An access in a region. */
  private static Access in(String region, String action, String resource) {
    return new Access(action, resource, Map.of("aws:RequestedRegion", region));
  }

  /** An access to the streams of a log group. */
  static Access toLogs(String region, String account, String group, String action) {
    String streams =
        "arn:aws:logs:%s:%s:log-group:%s:log-stream:".formatted(region, account, group);
    return in(region, action, streams);
  }

  /** The permission that a request needs. */
  static Access of(AwsRequest request) {
    String region = request.caller().region();
    String service = request.caller().service();
    if (service.equals("cloudformation")) {
      String operation = QueryProtocol.parse(request.text()).get("Action");
      return in(region, "cloudformation:" + operation, "*");
    }
    if (service.equals("chime")) {
      RetentionCall call = RetentionCall.of(request);
      return in(region, call.action(), call.resource());
    }
    if (service.equals("logs")) {
      String target = request.headers().getFirst("X-Amz-Target");
      String group = Json.parse(request.text()).path("logGroupName").asText();
      String action = "logs:" + target.substring(target.indexOf('.') + 1);
      return toLogs(region, request.caller().account(), group, action);
    }
    throw new AwsException(
        403, "AccessDenied", "The local cloud has no permissions for the service " + service);
  }
}
