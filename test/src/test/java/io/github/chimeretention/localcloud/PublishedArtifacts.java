package io.github.chimeretention.localcloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The reactor's artifacts, published to a repository of files, from which a project of its own
 * resolves them. Its local repository shows what the developer's one holds, but for the artifacts
 * of this project: those come from nowhere else, and nothing of them is left behind.
 */
record PublishedArtifacts(Path project, Path folder) {
  private static final Path GROUP = Path.of("io", "github", "chimeretention");
  private static final String VERSION = System.getProperty("local-cloud.version");

  /** Has Maven, when it builds the project in a folder, find them. */
  void provideTo(Path consumer) throws IOException {
    publish("", "chime-retention", "pom");
    publish("infra", "chime-retention-cdk", "pom");
    publish("infra", "chime-retention-cdk", "jar");
    Files.writeString(
        Files.createDirectories(consumer.resolve(".mvn")).resolve("maven.config"),
        "-Dmaven.repo.local=%s%n-Drepository=%s%n-Dchime-retention.version=%s%n"
            .formatted(localRepository(), folder.resolve("published").toUri(), VERSION));
  }

  private void publish(String module, String artifact, String type) throws IOException {
    Path to = folder.resolve("published").resolve(GROUP).resolve(artifact).resolve(VERSION);
    String file = artifact + "-" + VERSION + "." + type;
    Path from = project.resolve(module);
    Files.createDirectories(to);
    Files.copy(
        type.equals("pom") ? from.resolve("pom.xml") : from.resolve("target").resolve(file),
        to.resolve(file));
  }

  private Path localRepository() throws IOException {
    Path shown = folder.resolve("local");
    Path shows = Path.of(System.getProperty("local-cloud.repository"));
    for (Path part : GROUP) {
      Files.createDirectories(shown);
      link(shows, shown, part);
      shown = shown.resolve(part);
      shows = shows.resolve(part);
    }
    return folder.resolve("local");
  }

  /** Links to all that is in a folder, but for one part. */
  private static void link(Path shows, Path shown, Path except) throws IOException {
    try (Stream<Path> all = Files.list(shows)) {
      for (Path one : all.filter(p -> !p.endsWith(except)).toList()) {
        Files.createSymbolicLink(shown.resolve(one.getFileName()), one);
      }
    }
  }
}
