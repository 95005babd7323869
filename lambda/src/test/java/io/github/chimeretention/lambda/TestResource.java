package io.github.chimeretention.lambda;

import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.List;
import java.util.Optional;

/** A resource type with one period, whose identities are all that is not blank. */
public abstract class TestResource implements RetentionResource {
  public static final String TYPE = "Custom::Test";

  @Override
  public final String resourceType() {
    return TYPE;
  }

  @Override
  public final String identityProperty() {
    return "Id";
  }

  @Override
  public final String allowedIdentity() {
    return "a name of lower-case letters and digits";
  }

  @Override
  public final String exampleIdentity() {
    return "example";
  }

  @Override
  public final Optional<String> identity(String value) {
    return value.matches("[a-z0-9-]+") ? Optional.of(value) : Optional.empty();
  }

  @Override
  public final List<String> periodProperties() {
    return List.of("Days");
  }
}
