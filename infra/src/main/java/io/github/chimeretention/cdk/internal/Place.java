package io.github.chimeretention.cdk.internal;

import software.constructs.Construct;

/**
 * The place of a construct, before and after it is created. Its path costs calls to the CDK, so it
 * is made late.
 */
public record Place(Construct scope, String id) {
  public String path() {
    String path = scope.getNode().getPath();
    return path.isEmpty() ? id : path + "/" + id;
  }

  /** An error of the caller at this place. */
  public IllegalArgumentException mistake(String what) {
    return new IllegalArgumentException(path() + ": " + what);
  }

  /** An option's value without white space around it; one that is missing or blank is rejected. */
  public String required(String option, String value, String form) {
    if (value == null || value.isBlank()) {
      throw mistake(
          "%s is %s; it must be %s, or a token"
              .formatted(option, value == null ? "missing" : "blank", form));
    }
    return value.strip();
  }
}
