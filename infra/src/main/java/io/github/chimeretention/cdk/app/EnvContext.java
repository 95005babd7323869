package io.github.chimeretention.cdk.app;

import java.util.List;
import software.amazon.awscdk.Environment;

/**
 * The environment of a stack as declared in the context; the CLI chooses values that are null.
 *
 * @param account the AWS account's ID
 */
record EnvContext(String account, String region) {
  static EnvContext of(ContextObject env) {
    env.allowOnly(List.of("account", "region"));
    return new EnvContext(
        env.text("account", "[0-9]{12}", "the 12 digits of an AWS account's ID, as a string"),
        env.text(
            "region",
            "[a-z]{2,5}(-[a-z]+){1,3}-[0-9]{1,2}",
            "an AWS region such as \"eu-central-1\""));
  }

  Environment environment() {
    return Environment.builder().account(account).region(region).build();
  }
}
