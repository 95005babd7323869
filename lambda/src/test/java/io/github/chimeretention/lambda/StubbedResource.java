package io.github.chimeretention.lambda;

import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.List;
import java.util.Optional;

/** One of the function's own resource types, with calls that the test implements. */
public abstract class StubbedResource implements RetentionResource {
  private static final List<RetentionResource> REAL =
      RetentionResources.calledBy(HttpServerStub.NOT_CALLED);

  private final RetentionResource real;

  protected StubbedResource(String resourceType) {
    real =
        REAL.stream().filter(it -> it.type().name().equals(resourceType)).findFirst().orElseThrow();
  }

  @Override
  public final Type type() {
    return real.type();
  }

  @Override
  public final Optional<String> identity(String value) {
    return real.identity(value);
  }
}
