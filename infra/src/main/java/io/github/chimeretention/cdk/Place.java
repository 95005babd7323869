package io.github.chimeretention.cdk;

import software.constructs.Construct;

/**
 * Where a construct stands, or is about to. The path costs calls to the CDK, so it is made late.
 */
record Place(Construct scope, String id) {
  String path() {
    String path = scope.getNode().getPath();
    return path.isEmpty() ? id : path + "/" + id;
  }

  /** A caller's mistake here. */
  IllegalArgumentException mistake(String what) {
    return new IllegalArgumentException(path() + ": " + what);
  }
}
