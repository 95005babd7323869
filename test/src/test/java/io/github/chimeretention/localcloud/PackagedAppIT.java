package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An app synthesizes, and finds the function,")
class PackagedAppIT {
  /** What the build has fetched for these tests. */
  private static final Path FETCHED = ConsumerProject.PROJECT.resolve("test/target/packaged-app");

  @TempDir private Path folder;

  @Test
  @DisplayName("with an aws-cdk-lib between the oldest and the newest")
  void between() throws Exception {
    AppClassPath classPath =
        AppClassPath.ofCdkJson().with("aws-cdk-lib", fetched("aws-cdk-lib.between.version"));
    Path classes = folder.resolve("classes");
    Path classFile = classes.resolve(AppClassPath.classFile(PackagedApp.class));
    Files.createDirectories(classFile.getParent());
    Files.write(classFile, AppClassPath.bytes(PackagedApp.class));

    assertSynthesizes(
        "-cp",
        Stream.concat(Stream.of(classes), classPath.libraries().stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)),
        PackagedApp.class.getName());
  }

  @Test
  @DisplayName("from a jar into which its libraries are shaded")
  void shaded() throws Exception {
    Path jar = AppClassPath.ofCdkJson().shade(PackagedApp.class, folder.resolve("shaded.jar"));

    assertSynthesizes("-cp", jar.toString(), PackagedApp.class.getName());
  }

  @Test
  @DisplayName("from an executable jar of Spring Boot, in which its libraries are nested")
  void nested() throws Exception {
    Path jar =
        AppClassPath.ofCdkJson()
            .nest(
                PackagedApp.class,
                fetched("spring-boot-loader.version"),
                folder.resolve("nested.jar"));

    assertSynthesizes("-jar", jar.toString());
  }

  /** Returns a library by the property that has its version in this project's build. */
  private static Path fetched(String property) throws IOException {
    String artifact = property.replaceAll("\\..*", "");
    return FETCHED.resolve(artifact + "-" + ConsumerProject.version(property) + ".jar");
  }

  private void assertSynthesizes(String... arguments) throws IOException, InterruptedException {
    Path assembly = folder.resolve("cdk.out");
    Path log = folder.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    command.addAll(List.of(arguments));
    ProcessBuilder java = new ProcessBuilder(command);
    java.environment().put("CDK_OUTDIR", assembly.toString());
    java.environment().put("CDK_VALIDATION", "false");
    int exitCode = java.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();

    assertThat(exitCode).as(Files.readString(log)).isZero();
    assertThat(assembly.resolve("Packaged.template.json"))
        .content()
        .contains("\"Custom::ChimeRetentionSettings\"");
    ConsumerProject.assertHasFunction(assembly);
  }
}
