package io.github.chimeretention.cdk;

import java.util.Map;
import software.amazon.awscdk.CustomResource;

/** The custom resource that a retention resource is, whatever its type. */
abstract class RetentionResource extends CustomResource {
  private final Map<String, Number> periods;

  RetentionResource(RetentionDeclaration declaration) {
    super(declaration.scope(), declaration.id(), declaration.props());
    periods = declaration.periods();
    declaration.complete(this);
  }

  /** The days by the builder's name of the period: null if it is off, no Integer if a token. */
  Map<String, Number> periods() {
    return periods;
  }

  /**
   * Returns the time from which messages are permanently deleted, as the service reported it after
   * the last create or update: a token for a time in ISO 8601, empty if the service reports none.
   */
  public String getInitiateDeletionTimestamp() {
    return getAttString("InitiateDeletionTimestamp");
  }
}
