package io.github.chimeretention.localcloud.cloudformation.template;

import java.util.Optional;

/** The values outside a template that it can refer to. */
public interface Lookups {
  /** The value of a parameter in the parameter store. */
  Optional<String> parameter(String name);

  /** The value that a stack in the same account and region exports. */
  Optional<String> export(String name);

  /** The value of an output of any stack. */
  Optional<String> output(String account, String region, String stackName, String outputKey);
}
