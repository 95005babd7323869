package io.github.chimeretention.cdk.internal;

import software.constructs.Construct;

/**
 * The place of a construct in the tree, before and after it is created. The path is determined only
 * when needed, because that takes calls to the CDK.
 */
public record Place(Construct scope, String id) {
  public String path() {
    String path = scope.getNode().getPath();
    return path.isEmpty() ? id : path + "/" + id;
  }

  /** An error in the arguments for the construct at this place. */
  public IllegalArgumentException mistake(String what) {
    return new IllegalArgumentException(path() + ": " + what);
  }

  /** Trims an option's value; rejects one that is missing or blank. */
  public String required(String option, String value, String form) {
    if (value == null || value.isBlank()) {
      throw mistake(
          "%s is %s; it must be %s, or a token"
              .formatted(option, value == null ? "missing" : "blank", form));
    }
    return value.strip();
  }
}
