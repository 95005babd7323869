package io.github.chimeretention.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.plan.service.Services;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/** Runs commands against the simulated AWS, on 2026-11-28. */
abstract class PlanTest {
  static final String AGNOSTIC = "unknown-account/unknown-region";
  static final String HIDDEN =
      "Shortening ChannelRetentionDays from 365 to 30 hides messages from before 2026-10-29, and deletes them permanently after 2026-12-28 unless the period is lengthened or turned off by then";

  final AwsStub aws = new AwsStub();
  Region region = Region.US_EAST_1;
  Terminal terminal = new Terminal(120, false, false);
  @TempDir Path folder;

  /** The output of a command and its exit code. */
  record Run(int exitCode, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }

    /** Status and message of each resource. */
    List<String> outcomes() throws IOException {
      List<String> outcomes = new ArrayList<>();
      json()
          .path("Resources")
          .forEach(
              it -> outcomes.add(it.path("Status").asText() + ": " + it.path("message").asText()));
      return outcomes;
    }
  }

  static Map<String, Integer> channels(int days) {
    return Map.of("ChannelRetentionDays", days);
  }

  final Run run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("CALLER", "s"));
    CommandLine commandLine =
        new CommandLine(
            () -> new Services(credentials, aws),
            () ->
                Optional.ofNullable(region)
                    .orElseThrow(() -> SdkClientException.create("no region")),
            Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC),
            terminal,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode = commandLine.run(List.of(arguments));
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Plans the stacks of an assembly, by default as JSON. */
  final Run plan(Map<String, String> templates, String... options) throws IOException {
    return planIn(AGNOSTIC, templates, options);
  }

  final Run planIn(String environment, Map<String, String> templates, String... options)
      throws IOException {
    Path assembly = Templates.assembly(folder.resolve("cdk.out"), environment, templates);
    List<String> arguments = new ArrayList<>(List.of("plan", "--app", assembly.toString()));
    arguments.addAll(List.of("--format", "json"));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }
}
