package io.github.chimeretention.cdk.internal.function;

/** A function in the jar: the method that Lambda calls, and the descriptions. */
public enum Handler {
  APPLY(
      "RetentionHandler",
      5,
      "Applies Amazon Chime retention settings for AWS CloudFormation",
      "Execution role of the function that applies Amazon Chime retention settings"),
  CHECK(
      "RetentionDriftHandler",
      15,
      "Checks whether Amazon Chime retention settings are as they were declared",
      "Execution role of the function that checks Amazon Chime retention settings");

  private final String type;

  /** The default timeout in minutes. */
  public final int minutes;

  final String description;
  final String roleDescription;

  Handler(String type, int minutes, String description, String roleDescription) {
    this.type = type;
    this.minutes = minutes;
    this.description = description;
    this.roleDescription = roleDescription;
  }

  String method() {
    return "io.github.chimeretention.lambda.%s::handleRequest".formatted(type);
  }
}
