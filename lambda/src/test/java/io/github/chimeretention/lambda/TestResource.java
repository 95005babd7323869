package io.github.chimeretention.lambda;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A resource type with one period; its identities are lower-case letters, digits and hyphens. */
public abstract class TestResource implements RetentionResource {
  public static final Type TYPE =
      new Type("Custom::Test", "Id", "a name of lower-case letters and digits", List.of("Days"));

  @Override
  public final Type type() {
    return TYPE;
  }

  @Override
  public final Optional<String> identity(String value) {
    return value.matches("[a-z0-9-]+") ? Optional.of(value) : Optional.empty();
  }

  /** Returns an event of this type. */
  public static CloudFormationCustomResourceEvent event(
      String requestType, String physicalResourceId, Map<String, Object> properties) {
    return CloudFormationCustomResourceEvent.builder()
        .withRequestType(requestType)
        .withResourceType(TYPE.name())
        .withPhysicalResourceId(physicalResourceId)
        .withResourceProperties(properties)
        .build();
  }
}
