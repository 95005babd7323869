package io.github.chimeretention.bench;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A function to measure, in one configuration.
 *
 * @param name what it is called in the results
 * @param configuration how it is run
 * @param memorySize the memory in MB whose share of a CPU it gets to handle events; 0 for all there
 *     is
 * @param packageBytes the size of what is uploaded
 * @param responds whether it responds to CloudFormation
 * @param event makes an event
 * @param process starts it with the {@code host:port} of its Runtime API
 */
record Contestant(
    String name,
    String configuration,
    int memorySize,
    long packageBytes,
    boolean responds,
    Supplier<Event> event,
    Function<String, ProcessBuilder> process) {
  static final String FLOOR = "no-op";
  static final String OURS = "chime-retention";
  static final String POJO = "RequestHandler";
  static final String POWERTOOLS = "Powertools";
  static final String PEER = "AwsCustomResource";

  static final String PLAIN = "all CPUs";

  Contestant limitedTo(int memory) {
    return new Contestant(name, limited(memory), memory, packageBytes, responds, event, process);
  }

  static String limited(int memory) {
    return "CPU of " + memory + " MB";
  }
}
