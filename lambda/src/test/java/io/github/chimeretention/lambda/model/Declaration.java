package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.retention.RetentionSettings;

/** The properties of a resource in a template. */
record Declaration(String identity, RetentionSettings settings, boolean overwrites) {
  /** Whether a resource may be created where the service has these settings. */
  boolean mayBeCreatedOver(RetentionSettings current) {
    return overwrites || settings.days().entrySet().containsAll(current.days().entrySet());
  }

  @Override
  public String toString() {
    return identity + " " + settings + (overwrites ? " overwriting" : "");
  }
}
