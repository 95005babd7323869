package io.github.chimeretention.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.github.chimeretention.cdk.app.RetentionApp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The examples in the pages")
class ExamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");
  private static final Pattern DEPLOY =
      Pattern.compile("(- run: )?npx aws-cdk@[0-9.]+ deploy[^`\n]*");
  private static final Pattern ARN = Pattern.compile("app-instance/([0-9a-f]{8})-1234");

  /** The code that the fragments rely on. */
  private static final String FRAGMENT =
      """
      import io.github.chimeretention.cdk.*;
      import java.util.List;
      import java.util.Map;
      import software.amazon.awscdk.*;
      import software.amazon.awscdk.pipelines.*;
      import software.amazon.awscdk.services.cloudwatch.*;
      import software.amazon.awscdk.services.cloudwatch.actions.*;
      import software.amazon.awscdk.services.iam.*;
      import software.amazon.awscdk.services.sns.*;
      class %s {
        void run(App app, Stack stack, ITopic topic, Dashboard dashboard,
            CodePipeline pipeline, Stage production, PolicyStatement readSettings) {
      %s  }
      }
      """;

  @TempDir private Path folder;

  static Stream<String> pages() {
    return Page.all().stream();
  }

  @Test
  @DisplayName("in Java compile")
  void compile() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String page : Page.all()) {
      for (String block : Page.of(page).blocks("java")) {
        sources.add(source(block, sources.size()).toString());
      }
    }
    assertThat(sources).hasSizeGreaterThan(8);

    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString(), "-cp"));
    arguments.add(System.getProperty("java.class.path"));
    arguments.addAll(sources);
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(errors).isZero();
  }

  private Path source(String block, int number) throws IOException {
    Path own = Files.createDirectory(folder.resolve("source" + number));
    Matcher name = PUBLIC_CLASS.matcher(block);
    String fragment = "Fragment" + number;
    return name.find()
        ? Files.writeString(own.resolve(name.group(1) + ".java"), block)
        : Files.writeString(
            own.resolve(fragment + ".java"),
            block.contains("\nclass ") ? block : FRAGMENT.formatted(fragment, block));
  }

  @Test
  @DisplayName("of a unit test are the same as a test that runs here")
  void unit_test() throws IOException {
    String tested =
        Files.readString(
            Path.of("src/test/java/io/github/chimeretention/consumer/MessagingStackTest.java"));

    assertThat(Page.of("infra/docs/testing.md").blocks("java"))
        .containsExactly(tested.substring(tested.indexOf("import static")));
  }

  @ParameterizedTest
  @MethodSource("pages")
  @DisplayName("of cdk.json comply with the schema")
  void contexts(String page) throws IOException {
    for (String block : Page.of(page).blocks("json")) {
      JsonNode context = JSON.readTree(block).at("/context/chime-retention");
      if (!context.isMissingNode()) {
        assertThat(findings(schema(), context)).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("of a plan's record comply with the schema of records")
  void record() throws IOException {
    String schema =
        Files.readString(
            Path.of("plan/src/main/resources/io/github/chimeretention/plan")
                .resolve("retention-record.schema.json"));
    List<String> records =
        Page.of("infra/docs/plan.md").blocks("json").stream()
            .filter(block -> block.contains("\"ResourceType\""))
            .toList();

    assertThat(records).hasSize(1);
    assertThat(findings(schema, JSON.readTree(records.get(0)))).isEmpty();
  }

  @Test
  @DisplayName("of an editor's schema find a mistake in cdk.json")
  void editor() throws IOException {
    String wrapper =
        Page.of("infra/docs/cdk-json.md").blocks("json").stream()
            .filter(block -> block.contains("$ref"))
            .findFirst()
            .orElseThrow();
    Files.writeString(folder.resolve("cdk.schema.json"), wrapper);
    Files.writeString(folder.resolve("chime-retention.schema.json"), schema());
    var editor =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of(folder.resolve("cdk.schema.json").toUri().toString()));
    JsonNode good = JSON.readTree(new File("../cdk.json"));
    JsonNode bad =
        JSON.readTree(good.toString().replace("\"channelRetentionDays\":30", "\"channelDays\":30"));

    assertThat(editor.validate(good)).isEmpty();
    assertThat(editor.validate(bad)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "<aws-cdk-cli.version>([0-9.]+)<, '(?:aws-cdk@|cliVersion\\(\")([0-9.]+[0-9])'",
    "<artifactId>chime-retention</artifactId>\\s+<version>(.+)<, "
        + "chime-retention-(?:cdk|plan)[-:]([0-9.]+[0-9](?:-SNAPSHOT)?)",
    "<aws-cdk-lib.oldest.version>(.+)<, 'synthesize with ([0-9.]+), '",
    "<aws-cdk-lib.between.version>(.+)<, 'synthesize with [0-9.]+, ([0-9.]+), and '",
    "<aws-cdk-lib.version>(.+)<, 'synthesize with [0-9.]+, [0-9.]+, and ([0-9.]+) '",
    "<junit.version>(.+)<, <artifactId>junit-jupiter</artifactId>\\s+<version>([0-9.]+)<",
    "<assertj.version>(.+)<, <artifactId>assertj-core</artifactId>\\s+<version>([0-9.]+)<",
    "<artifactId>maven-surefire-plugin</artifactId>\\s+<version>(.+)<, "
        + "<artifactId>maven-surefire-plugin</artifactId>\\s+<version>([0-9.]+)<",
  })
  @DisplayName("have the versions of this build")
  void versions(Pattern inPom, Pattern named) throws IOException {
    Matcher version = inPom.matcher(Files.readString(Page.ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();

    assertThat(pages().flatMap(page -> named.matcher(Page.of(page).text()).results()).distinct())
        .isNotEmpty()
        .allMatch(found -> found.group(1).equals(version.group(1)));
  }

  @Test
  @DisplayName("deploy without a confirmation where the CDK CLI can't ask for one")
  void confirmations() {
    List<String> unattended =
        pages()
            .flatMap(page -> DEPLOY.matcher(Page.of(page).text()).results())
            .map(MatchResult::group)
            .filter(it -> it.startsWith("- run: ") || it.contains(" --concurrency "))
            .toList();

    assertThat(unattended)
        .hasSizeGreaterThan(1)
        .allSatisfy(command -> assertThat(command).contains(" --require-approval never"));
  }

  @Test
  @DisplayName("have unique app instances, so that no two stacks share one")
  void identities() {
    List<String> all =
        Page.all().stream()
            .flatMap(
                page ->
                    Page.of(page).blocks("java").stream()
                        .flatMap(block -> ARN.matcher(block).results()))
            .map(arn -> arn.group(1))
            .toList();
    assertThat(all).isNotEmpty().doesNotHaveDuplicates();
  }

  private static Set<ValidationMessage> findings(String schema, JsonNode context) {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema).validate(context);
  }

  private static String schema() throws IOException {
    try (var resource = RetentionApp.class.getResourceAsStream("chime-retention.schema.json")) {
      return new String(resource.readAllBytes(), UTF_8);
    }
  }
}
