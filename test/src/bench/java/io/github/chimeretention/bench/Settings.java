package io.github.chimeretention.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The build's settings, passed as system properties that start with {@code bench.}.
 *
 * @param jdk the JDK that runs the functions
 * @param parts {@code cold}, {@code synth}, or both
 */
record Settings(Path folder, Path jdk, int rounds, int synthRounds, List<String> parts) {
  static Settings read() {
    return new Settings(
        Path.of(System.getProperty("bench.folder")).toAbsolutePath().normalize(),
        firstJdk(),
        Integer.getInteger("bench.rounds"),
        Integer.getInteger("bench.synth.rounds"),
        List.of(System.getProperty("bench.parts").split(",", -1)));
  }

  boolean measures(String part) {
    return parts.contains(part);
  }

  /** The JDK in {@code bench.java}, else in JAVA_HOME_25, else the one that runs this process. */
  private static Path firstJdk() {
    return Stream.of(
            System.getProperty("bench.java"),
            System.getenv("JAVA_HOME_25"),
            System.getProperty("java.home"))
        .filter(home -> home != null && Files.isExecutable(Path.of(home, "bin", "java")))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }
}
