package io.github.chimeretention.localcloud.cloudformation.template;

import java.util.Optional;

/** A parameter, an export and an output of another stack. */
public record Outside() implements Template.Lookups {
  @Override
  public Optional<String> parameter(StackIdentity stack, String name) {
    return Optional.of("30").filter(v -> name.equals("/cdk-bootstrap/hnb659fds/version"));
  }

  @Override
  public Optional<String> export(StackIdentity stack, String name) {
    return Optional.of("imported").filter(v -> name.equals("us-east-1-ids"));
  }

  @Override
  public Optional<String> output(String account, String region, String stack, String key) {
    return Optional.of(account + "/" + region).filter(v -> (stack + "." + key).equals("T.Out"));
  }
}
