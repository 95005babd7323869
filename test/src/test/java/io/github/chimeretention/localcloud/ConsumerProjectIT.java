package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Publishes the reactor's artifacts to a repository of files, from which a project of its own
 * resolves them. Its local repository shows what the developer's one holds, but for the artifacts
 * of this project: those come from nowhere else, and nothing of them is left behind.
 */
@DisplayName("A project whose only dependency is chime-retention-cdk")
class ConsumerProjectIT {
  private static final Path PROJECT = Path.of(System.getProperty("local-cloud.project"));
  private static final Path DEVELOPERS = Path.of(System.getProperty("local-cloud.repository"));
  private static final String VERSION = System.getProperty("local-cloud.version");
  private static final Path GROUP = Path.of("io", "github", "chimeretention");

  private static final String APP =
      """
      import io.github.chimeretention.cdk.ChimeRetentionSettings;
      import software.amazon.awscdk.App;
      import software.amazon.awscdk.Duration;
      import software.amazon.awscdk.Stack;

      public class Consumer {
        public static void main(String[] args) {
          App app = new App();
          Stack stack = new Stack(app, "Consumer");
          ChimeRetentionSettings.Builder.create(stack, "Retention")
              .accountId("12345678-1234-1234-1234-123456789012")
              .roomRetention(Duration.days(365))
              .build();
          app.synth();
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  @DisplayName("synthesizes a stack with the function's code")
  void synthesizes() throws Exception {
    publish("", "chime-retention", "pom");
    publish("infra", "chime-retention-cdk", "pom");
    publish("infra", "chime-retention-cdk", "jar");
    localRepository();
    project();

    assertThat(maven()).as(Files.readString(folder.resolve("log.txt"))).isZero();

    Path assembly = folder.resolve("cdk.out");
    assertThat(assembly.resolve("Consumer.template.json")).exists();
    try (Stream<Path> files = Files.list(assembly)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jar")))
          .singleElement()
          .satisfies(file -> assertThat(file).hasSameBinaryContentAs(functionJar()));
    }
  }

  private static Path functionJar() {
    return PROJECT.resolve("lambda/target/chime-retention-lambda-" + VERSION + ".jar");
  }

  private void publish(String module, String artifact, String type) throws IOException {
    Path to = folder.resolve("published").resolve(GROUP).resolve(artifact).resolve(VERSION);
    String file = artifact + "-" + VERSION + "." + type;
    Path from = PROJECT.resolve(module);
    Files.createDirectories(to);
    Files.copy(
        type.equals("pom") ? from.resolve("pom.xml") : from.resolve("target").resolve(file),
        to.resolve(file));
  }

  private void localRepository() throws IOException {
    Path shown = folder.resolve("local");
    Path shows = DEVELOPERS;
    for (Path part : GROUP) {
      Files.createDirectories(shown);
      link(shows, shown, part);
      shown = shown.resolve(part);
      shows = shows.resolve(part);
    }
  }

  /** Links to all that is in a folder, but for one part. */
  private static void link(Path shows, Path shown, Path except) throws IOException {
    try (Stream<Path> all = Files.list(shows)) {
      for (Path one : all.filter(p -> !p.endsWith(except)).toList()) {
        Files.createSymbolicLink(shown.resolve(one.getFileName()), one);
      }
    }
  }

  private void project() throws IOException {
    Path sources = folder.resolve("src/main/java");
    Files.createDirectories(sources);
    Files.writeString(sources.resolve("Consumer.java"), APP);
    String pom =
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>consumer</groupId>
          <artifactId>consumer</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
          </properties>
          <repositories>
            <repository>
              <id>published</id>
              <url>%s</url>
            </repository>
          </repositories>
          <dependencies>
            <dependency>
              <groupId>io.github.chimeretention</groupId>
              <artifactId>chime-retention-cdk</artifactId>
              <version>%s</version>
            </dependency>
          </dependencies>
        </project>
        """;
    Files.writeString(
        folder.resolve("pom.xml"), pom.formatted(folder.resolve("published").toUri(), VERSION));
  }

  private int maven() throws Exception {
    ProcessBuilder maven =
        new ProcessBuilder(
            List.of(
                System.getProperty("local-cloud.maven") + "/bin/mvn",
                "-B",
                "-Dmaven.repo.local=" + folder.resolve("local"),
                "-Dexec.mainClass=Consumer",
                "org.apache.maven.plugins:maven-compiler-plugin:"
                    + System.getProperty("local-cloud.compiler-plugin")
                    + ":compile",
                "org.codehaus.mojo:exec-maven-plugin:"
                    + System.getProperty("local-cloud.exec-plugin")
                    + ":java"));
    maven.directory(folder.toFile());
    // What the CDK CLI tells an app: where the cloud assembly is to go.
    maven.environment().put("CDK_OUTDIR", folder.resolve("cdk.out").toString());
    maven.redirectErrorStream(true);
    maven.redirectOutput(folder.resolve("log.txt").toFile());
    return maven.start().waitFor();
  }
}
