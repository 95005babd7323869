package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project in its own folder, with an empty local repository. Its Maven finds the published
 * artifact in a file repository, other artifacts in the developer's local repository, and the rest
 * in Maven's default repository.
 */
final class ConsumerProject {
  static final Path PROJECT = Path.of(System.getProperty("local-cloud.project"));
  static final String VERSION = System.getProperty("local-cloud.version");

  private static final Path DEVELOPERS = Path.of(System.getProperty("local-cloud.repository"));
  private static final Path ARTIFACT = Path.of("io/github/chimeretention/chime-retention-cdk");
  private static final String SETTINGS =
      """
      <settings>
        <profiles>
          <profile>
            <id>repositories</id>
            <repositories>
              <repository><id>published</id><url>%s</url></repository>
              <repository>
                <id>developers</id><url>%s</url><snapshots><enabled>false</enabled></snapshots>
              </repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository><id>developers</id><url>%2$s</url></pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles><activeProfile>repositories</activeProfile></activeProfiles>
      </settings>
      """;

  private final Path folder;

  ConsumerProject(Path folder) throws IOException {
    this.folder = folder;
    publish("published-pom.xml", ".pom");
    publish("chime-retention-cdk-" + VERSION + ".jar", ".jar");
    write("settings.xml", SETTINGS.formatted(published().toUri(), DEVELOPERS.toUri()));
    // Unlike the settings, an option has priority over one in the developer's MAVEN_OPTS.
    write(
        ".mvn/maven.config",
        "--settings=%s%n-Dmaven.repo.local=%s%n-Dchime-retention.version=%s%n"
            .formatted(folder.resolve("settings.xml"), localRepository(), VERSION));
    write(".mvn/jvm.config", Files.readString(PROJECT.resolve(".mvn/jvm.config")));
  }

  /** Returns a version from this project's build. */
  static String version(String property) throws IOException {
    Matcher version =
        Pattern.compile("<%1$s>(.+)</%1$s>".formatted(Pattern.quote(property)))
            .matcher(Files.readString(PROJECT.resolve("pom.xml")));
    if (!version.find()) {
      throw new IllegalStateException("The build has no property " + property);
    }
    return version.group(1);
  }

  /** Asserts that a cloud assembly has one jar, which is the function's. */
  static void assertHasFunction(Path assembly) throws IOException {
    try (Stream<Path> files = Files.list(assembly)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jar")))
          .singleElement()
          .satisfies(file -> assertThat(file).hasSameBinaryContentAs(functionJar()));
    }
  }

  /** Returns the function's jar. */
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

  /** Runs Maven as the CDK CLI runs an app, and returns the exit code. */
  int maven(String... arguments) throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    String mvn = mavenFolder() + File.separator + (windows ? "mvn.cmd" : "mvn");
    List<String> command = new ArrayList<>(List.of(mvn, "-B"));
    command.addAll(List.of(arguments));
    ProcessBuilder maven = new ProcessBuilder(command).directory(folder.toFile());
    maven.environment().put("CDK_OUTDIR", cloudAssembly().toString());
    maven.environment().put("CDK_VALIDATION", "false");
    return maven
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start()
        .waitFor();
  }

  /** Returns the CDK CLI in this project; the Maven that runs the tests also runs the app. */
  ProcessBuilder cdk(Map<String, String> environment, String... arguments) {
    ProcessBuilder cdk = CliTest.CDK.run(folder, environment, List.of(arguments));
    cdk.environment().merge("PATH", mavenFolder(), (path, bin) -> bin + File.pathSeparator + path);
    return cdk;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }

  /** Returns the POMs that Maven read for this project. */
  List<Path> poms() throws IOException {
    try (Stream<Path> files = Files.walk(localRepository())) {
      return files.filter(file -> file.toString().endsWith(".pom")).toList();
    }
  }

  /** Returns the published POM. */
  String publishedPom() throws IOException {
    return Files.readString(
        published()
            .resolve(ARTIFACT)
            .resolve(VERSION)
            .resolve("chime-retention-cdk-" + VERSION + ".pom"));
  }

  private static String mavenFolder() {
    return System.getProperty("local-cloud.maven") + File.separator + "bin";
  }

  private Path published() {
    return folder.resolve("repositories/published");
  }

  private Path localRepository() {
    return folder.resolve("repositories/local");
  }

  private void publish(String file, String type) throws IOException {
    Path to = published().resolve(ARTIFACT).resolve(VERSION);
    Files.createDirectories(to);
    Files.copy(
        PROJECT.resolve("infra/target").resolve(file),
        to.resolve("chime-retention-cdk-" + VERSION + type),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
