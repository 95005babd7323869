package io.github.chimeretention.lambda.model;

/** What a template declares of one resource: days for an identity. */
record Declaration(String identity, int days) {
  String properties(ModelService service) {
    return "{\"ServiceTimeout\": \"%d\", \"%s\": \"%s\", \"%s\": \"%d\"}"
        .formatted(
            ModelLambda.SERVICE_TIMEOUT.toSeconds(),
            service.type().identityProperty(),
            identity,
            service.period(),
            days);
  }

  @Override
  public String toString() {
    return days + " days for " + identity;
  }
}
