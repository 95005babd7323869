package io.github.chimeretention.localcloud.iam;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.QueryProtocol;
import io.github.chimeretention.localcloud.chime.RetentionCall;
import java.util.Map;

/**
 * What a principal wants to do.
 *
 * @param resource an ARN or {@code *}; empty if a role is to be assumed
 * @param context the condition keys that are known, with their values
 */
public record Access(String action, String resource, Map<String, String> context) {
  public Access {
    context = Map.copyOf(context);
  }

  /** An access in a region. */
  static Access in(String region, String action, String resource) {
    return new Access(action, resource, Map.of("aws:RequestedRegion", region));
  }

  /** What a request needs a permission for. */
  static Access of(AwsRequest request) {
    String region = request.caller().region();
    String service = request.caller().service();
    return switch (service) {
      case "cloudformation" ->
          in(region, "cloudformation:" + QueryProtocol.parse(request.text()).get("Action"), "*");
      case "chime" -> {
        if (RetentionCall.LISTS.containsKey(request.path())) {
          yield in(region, RetentionCall.LISTS.get(request.path()), "*");
        }
        RetentionCall call = RetentionCall.of(request);
        yield in(region, call.action(), call.resource());
      }
      case "logs" -> {
        String target = request.headers().getFirst("X-Amz-Target");
        String group = Json.parse(request.text()).path("logGroupName").asText();
        yield in(
            region,
            "logs:" + target.substring(target.indexOf('.') + 1),
            "arn:aws:logs:%s:%s:log-group:%s:log-stream:"
                .formatted(region, request.caller().account(), group));
      }
      default ->
          throw new AwsException(
              403, "AccessDenied", "The local cloud has no permissions for the service " + service);
    };
  }
}
