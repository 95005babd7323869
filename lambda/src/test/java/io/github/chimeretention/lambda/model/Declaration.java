package io.github.chimeretention.lambda.model;

/** What a template declares of one resource: days for an identity. */
record Declaration(String identity, int days) {
  String properties() {
    return "{\"Id\": \"%s\", \"Days\": \"%d\"}".formatted(identity, days);
  }
}
