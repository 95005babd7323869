package io.github.chimeretention.lambda.model;

/** What a template declares of one resource: days for an identity. */
record Declaration(String identity, int days) {
  String properties(ModelService service) {
    return "{\"%s\": \"%s\", \"%s\": \"%d\"}"
        .formatted(service.identityProperty(), identity, service.period(), days);
  }
}
