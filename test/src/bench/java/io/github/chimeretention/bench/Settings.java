package io.github.chimeretention.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build says, as system properties that start with {@code bench.}.
 *
 * @param project the folder with cdk.json
 * @param folder where all that the benchmark makes is put
 * @param node the folder with the npm packages' lock file
 * @param jdk the JDK that runs the functions
 * @param rounds how often each contestant starts
 * @param warm how many more events a contestant gets after its first
 * @param synthRounds how often each synth is run
 * @param parts what to measure: {@code function}, {@code limited}, {@code flood}, {@code synth},
 *     {@code cli}
 * @param chart where the chart is put
 */
record Settings(
    Path project,
    Path folder,
    Path node,
    Path jdk,
    int rounds,
    int warm,
    int synthRounds,
    List<String> parts,
    Path chart) {

  static Settings read() {
    return new Settings(
        path("project"),
        path("folder"),
        path("node"),
        firstJdk(),
        Integer.getInteger("bench.rounds", 10),
        Integer.getInteger("bench.warm", 200),
        Integer.getInteger("bench.synth.rounds", 5),
        List.of(System.getProperty("bench.parts").split(",", -1)),
        path("chart"));
  }

  boolean measures(String part) {
    return parts.contains(part);
  }

  /** The JDK asked for, else the one that JAVA_HOME_25 names, else the one that runs this. */
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

  private static Path path(String name) {
    return Path.of(System.getProperty("bench." + name)).toAbsolutePath().normalize();
  }
}
