package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The deployed functions; by default, the one for custom resources, with the least memory. */
final class PackagedFunction {
  static final String NAME = "f";
  static final String ARN = "arn:aws:lambda:us-east-1:111122223333:function:" + NAME;

  static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  static final String SESSION_TOKEN =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4";

  private PackagedFunction() {}

  static FunctionConfiguration configuration(int timeoutSeconds, String javaOptions) {
    return configuration(ARN, "RetentionHandler", 128, timeoutSeconds, javaOptions);
  }

  static FunctionConfiguration configuration(
      String arn, String handler, int memorySize, int timeoutSeconds, String javaOptions) {
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    return new FunctionConfiguration(
        name,
        arn,
        "arn:aws:iam::111122223333:role/" + name,
        "java25",
        "io.github.chimeretention.lambda.%s::handleRequest".formatted(handler),
        memorySize,
        timeoutSeconds,
        Map.of("JAVA_TOOL_OPTIONS", javaOptions),
        "JSON",
        "/aws/lambda/" + name);
  }

  /** Returns the variables that Lambda adds, with this endpoint for both services. */
  static Map<String, String> environment(URI endpoint) {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        "ASIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY",
        SECRET_KEY,
        "AWS_SESSION_TOKEN",
        SESSION_TOKEN,
        "AWS_ENDPOINT_URL",
        endpoint.toString());
  }

  static Path jar() {
    return Path.of(
        System.getProperty("local-cloud.project"), "lambda/target", "chime-retention-lambda.jar");
  }
}
