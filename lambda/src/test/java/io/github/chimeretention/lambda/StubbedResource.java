package io.github.chimeretention.lambda;

import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.List;
import java.util.Optional;

/** One of the function's own resource types, with calls that a test answers. */
public abstract class StubbedResource implements RetentionResource {
  private final RetentionResource real;

  protected StubbedResource(String resourceType) {
    real = RetentionResources.all().get(resourceType);
  }

  @Override
  public final String resourceType() {
    return real.resourceType();
  }

  @Override
  public final String identityProperty() {
    return real.identityProperty();
  }

  @Override
  public final String allowedIdentity() {
    return real.allowedIdentity();
  }

  @Override
  public final String exampleIdentity() {
    return real.exampleIdentity();
  }

  @Override
  public final Optional<String> identity(String value) {
    return real.identity(value);
  }

  @Override
  public final List<String> periodProperties() {
    return real.periodProperties();
  }
}
