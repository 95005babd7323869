package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.aws.Json;
import java.util.Locale;

/** Resources that only get a physical id and an ARN. Another name replaces them. */
final class RecordedResourceProvider implements ResourceProvider {
  @Override
  public Outcome put(ResourceRequest request) {
    String name = request.name();
    return new Outcome.Succeeded(
        name,
        Json.object()
            .put("Arn", arn(request, name))
            .put("Id", name)
            .put("GroupId", name)
            .put("RoleId", name));
  }

  @Override
  public Outcome delete(ResourceRequest request) {
    return Outcome.succeeded(request.physicalId());
  }

  private static String arn(ResourceRequest request, String name) {
    String[] type = request.type().toLowerCase(Locale.ROOT).split("::", -1);
    return switch (request.type()) {
      case "AWS::IAM::Role" -> "arn:aws:iam::%s:role/%s".formatted(request.stack().account(), name);
      case "AWS::Logs::LogGroup" -> request.stack().arn("logs", "log-group:" + name + ":*");
      default -> request.stack().arn(type[1], type[2] + "/" + name);
    };
  }
}
