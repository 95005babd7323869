package io.github.chimeretention.cdk;

import software.constructs.Construct;

/**
 * The place of a construct, before and after it is created. Its path costs calls to the CDK, so it
 * is made late.
 */
record Place(Construct scope, String id) {
  String path() {
    String path = scope.getNode().getPath();
    return path.isEmpty() ? id : path + "/" + id;
  }

  /** An error of the caller at this place. */
  IllegalArgumentException mistake(String what) {
    return new IllegalArgumentException(path() + ": " + what);
  }
}
