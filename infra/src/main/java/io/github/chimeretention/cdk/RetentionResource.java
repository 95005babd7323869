package io.github.chimeretention.cdk;

import software.amazon.awscdk.CustomResource;

/** The custom resource that a retention resource is, whatever its type. */
abstract class RetentionResource extends CustomResource {
  RetentionResource(RetentionDeclaration declaration) {
    super(declaration.scope(), declaration.id(), declaration.props());
    declaration.complete(this);
  }

  /**
   * Returns the time from which messages are permanently deleted, as the service reported it after
   * the last create or update: a token for a time in ISO 8601, empty if the service reports none.
   */
  public String getInitiateDeletionTimestamp() {
    return getAttString("InitiateDeletionTimestamp");
  }
}
