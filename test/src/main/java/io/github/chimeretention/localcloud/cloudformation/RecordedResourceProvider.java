package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Resources that only get a physical id and an ARN. Another name replaces them. */
final class RecordedResourceProvider implements ResourceProvider {
  /** The properties that are a resource's name, with which it is another resource. */
  static final List<String> NAMES =
      List.of("RoleName", "LogGroupName", "ManagedPolicyName", "FunctionName", "GroupName", "Name");

  @Override
  public Outcome create(ResourceRequest request) {
    String[] type = request.type().split("::", -1);
    String name =
        name(request.properties())
            .orElseGet(() -> request.stack().generateName(request.logicalId()));
    return new Outcome.Succeeded(name, attributes(request, type, name));
  }

  @Override
  public Outcome update(ResourceRequest request) {
    if (!name(request.properties()).equals(name(request.oldProperties()))) {
      return create(request);
    }
    String[] type = request.type().split("::", -1);
    return new Outcome.Succeeded(
        request.physicalId(), attributes(request, type, request.physicalId()));
  }

  @Override
  public Outcome delete(ResourceRequest request) {
    return Outcome.succeeded(request.physicalId());
  }

  private static Optional<String> name(ObjectNode properties) {
    return NAMES.stream()
        .map(property -> properties.path(property).textValue())
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static ObjectNode attributes(ResourceRequest request, String[] type, String name) {
    String service = type[1].toLowerCase(Locale.ROOT);
    String kind = type[2].toLowerCase(Locale.ROOT);
    String arn =
        switch (request.type()) {
          case "AWS::IAM::Role" ->
              "arn:%s:iam::%s:role/%s"
                  .formatted(PseudoParameters.PARTITION, request.stack().account(), name);
          case "AWS::Logs::LogGroup" -> request.stack().arn("logs", "log-group:" + name + ":*");
          default -> request.stack().arn(service, kind + "/" + name);
        };
    return JsonNodeFactory.instance
        .objectNode()
        .put("Arn", arn)
        .put("Id", name)
        .put("GroupId", name)
        .put("RoleId", name);
  }
}
