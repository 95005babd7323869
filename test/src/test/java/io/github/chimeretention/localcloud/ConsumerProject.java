package io.github.chimeretention.localcloud;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project in a folder of its own that depends on what is published: the reactor's artifacts, in a
 * repository of files. Its local repository shows what the developer's one holds, but for the
 * artifacts of this project: those come from nowhere else, and nothing of them is left behind.
 */
final class ConsumerProject implements AutoCloseable {
  static final Path PROJECT = Path.of(System.getProperty("local-cloud.project"));
  static final String VERSION = System.getProperty("local-cloud.version");

  private static final Path DEVELOPERS = Path.of(System.getProperty("local-cloud.repository"));
  private static final Path GROUP = Path.of("io", "github", "chimeretention");

  private final Path folder;
  private final List<Path> links = new ArrayList<>();

  ConsumerProject(Path folder) throws IOException {
    this.folder = folder;
    publish("", "chime-retention", "pom");
    publish("infra", "chime-retention-cdk", "pom");
    publish("infra", "chime-retention-cdk", "jar");
    // Maven's downloads that can be resumed disturb each other where projects share a repository.
    write(
        ".mvn/maven.config",
        "-Daether.connector.resumeDownloads=false%n-Dmaven.repo.local=%s%n-Drepository=%s%n-Dchime-retention.version=%s%n"
            .formatted(localRepository(), repositories().resolve("published").toUri(), VERSION));
    write(".mvn/jvm.config", Files.readString(PROJECT.resolve(".mvn/jvm.config")));
  }

  /** A version that this project's build names. */
  static String version(String property) throws IOException {
    Matcher version =
        Pattern.compile("<%1$s>(.+)</%1$s>".formatted(Pattern.quote(property)))
            .matcher(Files.readString(PROJECT.resolve("pom.xml")));
    if (!version.find()) {
      throw new IllegalStateException("The build names no " + property);
    }
    return version.group(1);
  }

  /** The jar that the function runs. */
  static Path functionJar() {
    return PROJECT.resolve("lambda/target/chime-retention-lambda.jar");
  }

  Path cloudAssembly() {
    return folder.resolve("cdk.out");
  }

  void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  /** Has Maven look for the artifacts where they are, though the project's pom does not say it. */
  void repositoryByDefault() throws IOException {
    String settings =
        """
        <settings>
          <profiles>
            <profile>
              <id>published</id>
              <repositories>
                <repository>
                  <id>published</id>
                  <url>${repository}</url>
                </repository>
              </repositories>
            </profile>
          </profiles>
          <activeProfiles>
            <activeProfile>published</activeProfile>
          </activeProfiles>
        </settings>
        """;
    write("settings.xml", settings);
    Path config = folder.resolve(".mvn/maven.config");
    write(
        ".mvn/maven.config",
        Files.readString(config) + "--settings=" + folder.resolve("settings.xml") + "\n");
  }

  /** Runs Maven as the CDK CLI runs an app; returns the exit code. */
  int maven(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(mavenFolder() + File.separator + "mvn", "-B"));
    command.addAll(List.of(arguments));
    ProcessBuilder maven = new ProcessBuilder(command).directory(folder.toFile());
    maven.environment().put("CDK_OUTDIR", cloudAssembly().toString());
    return maven
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start()
        .waitFor();
  }

  /** The CDK CLI in this project, whose app is run by the Maven that runs the tests. */
  ProcessBuilder cdk(Map<String, String> environment, String... arguments) {
    ProcessBuilder cdk = CliTest.CDK.run(folder, environment, List.of(arguments));
    cdk.environment().merge("PATH", mavenFolder(), (path, bin) -> bin + File.pathSeparator + path);
    return cdk;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }

  /** Deletes what leads out of the folder: JUnit warns of every such link that it has to delete. */
  @Override
  public void close() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  private static String mavenFolder() {
    return System.getProperty("local-cloud.maven") + File.separator + "bin";
  }

  private Path repositories() {
    return folder.resolve("repositories");
  }

  private void publish(String module, String artifact, String type) throws IOException {
    Path to = repositories().resolve("published").resolve(GROUP).resolve(artifact).resolve(VERSION);
    String file = artifact + "-" + VERSION + "." + type;
    Path from = PROJECT.resolve(module);
    Files.createDirectories(to);
    Files.copy(
        type.equals("pom") ? from.resolve("pom.xml") : from.resolve("target").resolve(file),
        to.resolve(file));
  }

  private Path localRepository() throws IOException {
    Path shown = repositories().resolve("local");
    Path shows = DEVELOPERS;
    for (Path part : GROUP) {
      Files.createDirectories(shown);
      link(shows, shown, part);
      shown = shown.resolve(part);
      shows = shows.resolve(part);
    }
    return repositories().resolve("local");
  }

  /** Links to all that is in a folder, but for one part. */
  private void link(Path shows, Path shown, Path except) throws IOException {
    try (Stream<Path> all = Files.list(shows)) {
      for (Path one : all.filter(p -> !p.endsWith(except)).toList()) {
        links.add(Files.createSymbolicLink(shown.resolve(one.getFileName()), one));
      }
    }
  }
}
