package io.github.chimeretention.localcloud.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.RetentionType;
import io.github.chimeretention.localcloud.cloudformation.FaultHarness.Observation;
import io.github.chimeretention.localcloud.cloudformation.FaultHarnessPool.Run;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.http.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests every fault at every exchange of the packaged handler, over TLS. The table has the response
 * to CloudFormation and the resulting settings.
 *
 * <p>Most faults last. Several cells run at the same time, because they mostly wait; the tests then
 * check their results.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES) // The first test waits for earlier runs.
@DisplayName("The handler with faults")
class FaultMatrixIT {
  /**
   * The outcome of each change. The columns are the {@link FaultTarget}s in their order:
   *
   * <ul>
   *   <li>{@code done}: SUCCESS, and the settings are as declared
   *   <li>{@code gone}: SUCCESS, and the settings are unchanged, because there is nothing to delete
   *   <li>{@code not done}: FAILED, the settings are unchanged, and the physical ID is one for
   *       which the rollback doesn't change them
   *   <li>{@code unconfirmed}: FAILED with the identity as the physical ID, so that the rollback
   *       undoes the settings, which are as declared
   *   <li>{@code unknown}: FAILED with the identity as the physical ID, and the reason is that it
   *       is not known whether the settings were written
   *   <li>{@code unheard}: the change is made, but CloudFormation gets no response from either of
   *       Lambda's attempts, and fails the resource at its ServiceTimeout
   * </ul>
   *
   * The part after a semicolon is for a Delete, which reads nothing back if its put had a response.
   * A number is the count of Lambda's attempts; a dash means that the cell is not tested. The last
   * column is the reason's text for a fault of the service: before an ellipsis, its start.
   */
  private static final String TABLE =
      """
      fault                   | READ_BEFORE | READ_BEFORE_CREATE | PUT            | READ_BACK         | SERVICE           | FIRST_CALLS    | FIRST_UPLOADS | UPLOADS    | reason
      connection refused      | -           | -                  | not done       | unconfirmed; done | not done          | -              | done, 2       | unheard, 2 | Connection refused
      reset at the TLS hello  | -           | -                  | not done       | unconfirmed; done | not done          | -              | done, 2       | -          | reset
      untrusted certificate   | -           | -                  | not done       | unconfirmed; done | not done          | -              | done, 2       | -          | certification path
      reset before a response | done        | not done           | not done       | unconfirmed; done | unknown           | done           | done, 2       | -          | reset
      reset within a response | done        | not done           | done           | unconfirmed; done | unknown           | done           | done, 2       | -          |
      no response, lost       | done        | not done           | not done       | unconfirmed; done | unknown           | done           | done, 2       | unheard, 2 | time
      no response, done       | done        | not done           | done           | unconfirmed; done | unknown           | done           | done, 2       | -          | time
      slow drip               | done        | not done           | done           | unconfirmed; done | unknown           | done           | done, 2       | -          |
      truncated body          | done        | not done           | done           | unconfirmed; done | unknown           | done           | done, 1       | -          |
      malformed JSON          | done        | not done           | done           | unconfirmed; done | unknown           | done           | done, 1       | -          |
      empty body              | done        | done               | done           | unconfirmed; done | unconfirmed; done | done           | done, 1       | -          | reports retention off
      previous settings       | done        | -                  | done           | unconfirmed; done | unconfirmed; -    | done           | -             | -          | reports
      304                     | done        | not done           | not done       | unconfirmed; done | unknown           | unknown        | done, 2       | -          | HTTP status 304
      408                     | done        | not done           | not done       | unconfirmed; done | unknown           | unknown        | done, 2       | -          | HTTP status 408
      429                     | done        | not done           | not done       | unconfirmed; done | not done          | done           | done, 2       | -          | ThrottledClientException … Slow down
      429, Retry-After: a day | done        | not done           | not done       | unconfirmed; done | not done          | not done       | -             | -          | ThrottledClientException … next attempt in 24 h
      500                     | done        | not done           | not done       | unconfirmed; done | unknown           | done           | done, 2       | -          | ServiceFailureException … Oh no
      503                     | done        | not done           | not done       | unconfirmed; done | unknown           | done           | done, 2       | unheard, 2 | ServiceUnavailableException … Later
      HTML, 502               | done        | not done           | not done       | unconfirmed; done | unknown           | done           | done, 2       | -          | HTTP status 502
      HTML, 404               | done        | not done           | not done       | unconfirmed; done | unknown           | unknown        | done, 2       | -          | HTTP status 404
      unknown operation       | done        | not done           | not done       | unconfirmed; done | not done          | not done       | -             | -          | UnknownOperationException … No such path
      not found               | done        | not done           | not done; gone | unconfirmed; done | not done; gone    | not done; gone | -             | -          | NotFoundException … No such identity
      RequestTimeout          | done        | not done           | not done       | unconfirmed; done | not done          | done           | -             | -          | RequestTimeout … Too slow
      expired credentials     | done        | not done           | not done       | unconfirmed; done | not done          | not done       | done, 2       | -          | ExpiredTokenException … is expired
      echoed credentials      | done        | not done           | not done       | unconfirmed; done | not done          | not done       | -             | -          | BadRequestException … Not with *** and *** and ***
      """;

  private static final int HARNESSES = 16;

  /** In seconds. With a lasting fault, the function retries for most of this time. */
  private static final int FUNCTION_TIMEOUT = 12;

  private static final int PATIENT_HARNESSES = 4;

  /** In seconds: enough for faults that end by themselves. */
  private static final int PATIENT_FUNCTION_TIMEOUT = 300;

  private FaultHarnessPool harnesses;
  private FaultHarnessPool patientHarnesses;
  private List<Run<FaultCell>> runs;

  @BeforeAll
  void run(@TempDir Path folder) {
    Certificates certificates = Certificates.in(folder);
    harnesses =
        new FaultHarnessPool(folder.resolve("short"), certificates, HARNESSES, FUNCTION_TIMEOUT);
    patientHarnesses =
        new FaultHarnessPool(
            folder.resolve("long"), certificates, PATIENT_HARNESSES, PATIENT_FUNCTION_TIMEOUT);
    // The longest runs first, so that none of them starts last.
    runs =
        cells().stream()
            .sorted(comparing(cell -> !cell.target().isOfUploads()))
            .map(cell -> pool(cell).submit(cell, cell::run))
            .toList();
  }

  @AfterAll
  void close() {
    harnesses.close();
    patientHarnesses.close();
  }

  private FaultHarnessPool pool(FaultCell cell) {
    return cell.target().lasts() ? harnesses : patientHarnesses;
  }

  private Stream<FaultHarness> all() {
    return Stream.of(harnesses, patientHarnesses).flatMap(pool -> pool.all().stream());
  }

  private List<Run<FaultCell>> runs() {
    return runs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  @DisplayName("responds and leaves the settings as in the table")
  void outcomes(Run<FaultCell> run) {
    FaultCell cell = run.what();
    Observation observed = run.observed();
    assertThat(cell.outcome(observed))
        .as(observed.toString())
        .isEqualTo(cell.expected().replaceFirst(", .*", ""));
    assertThat(observed.otherDays())
        .as("days of the other identity")
        .isEqualTo(FaultHarness.BEFORE);
    if (observed.outcome() instanceof Outcome.Failed failed && !cell.target().isOfUploads()) {
      assertThat(failed.reason()).contains(observed.identity()).contains(cell.reasons());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uploads")
  @DisplayName(
      "is retried by Lambda if its response was not accepted, and then responds the same, but for"
          + " the effect on messages, which only the first attempt knows")
  void attempts(Run<FaultCell> run) {
    FaultCell cell = run.what();
    Observation observed = run.observed();
    assertThat(cell.scenario().puts())
        .hasValue(Integer.parseInt(cell.expected().split(", ", -1)[1]));
    assertThat(observed.uploads().stream().map(FaultMatrixIT::withoutEffect).distinct())
        .hasSize(cell.expected().startsWith("unheard") ? 0 : 1);
  }

  private static JsonNode withoutEffect(JsonNode response) {
    JsonNode copy = response.deepCopy();
    if (copy.path("Data") instanceof ObjectNode attributes) {
      attributes.remove("Effect");
    }
    return copy;
  }

  private Stream<Run<FaultCell>> uploads() {
    return runs.stream().filter(run -> run.what().target().isOfUploads());
  }

  @Test
  @DisplayName("never writes a signature, credentials, or a response URL")
  void secrets() throws IOException {
    String reasons =
        runs.stream()
            .flatMap(run -> run.observed().uploads().stream())
            .map(JsonNode::toString)
            .collect(Collectors.joining());
    StringBuilder logs = new StringBuilder();
    for (FaultHarness harness : all().toList()) {
      logs.append(harness.log());
    }
    assertThat(logs).contains("CloudFormation accepted the response", "Sending the response again");
    for (String written : List.of(reasons, logs.toString())) {
      assertThat(written)
          .doesNotContainIgnoringCase("Signature=")
          .doesNotContainIgnoringCase("X-Amz-")
          .doesNotContain(
              PackagedFunction.SECRET_KEY,
              PackagedFunction.SESSION_TOKEN,
              URLEncoder.encode(PackagedFunction.SESSION_TOKEN, UTF_8));
      for (URI url : responseUrls()) {
        assertThat(written.contains(url.getRawPath())).as("the path of %s", url).isFalse();
        assertThat(written.contains(url.getRawQuery())).as("the query of %s", url).isFalse();
      }
    }
  }

  private List<URI> responseUrls() {
    return all()
        .flatMap(harness -> harness.requests().stream())
        .map(event -> URI.create(event.path("ResponseURL").asText()))
        .toList();
  }

  /**
   * Alternates types and changes from cell to cell. In the column PUT, each fault is tested with
   * every change; in the others, with both types.
   */
  private static List<FaultCell> cells() {
    List<List<String>> rows = TABLE.lines().map(FaultMatrixIT::split).toList();
    List<String> head = rows.get(0);
    List<FaultCell> cells = new ArrayList<>();
    int turn = 0;
    for (List<String> row : rows.subList(1, rows.size())) {
      for (FaultTarget target : FaultTarget.values()) {
        String expected = row.get(head.indexOf(target.name()));
        cells.addAll(cells(turn++, target, expected, row));
      }
    }
    return cells;
  }

  private static List<FaultCell> cells(
      int turn, FaultTarget target, String expected, List<String> row) {
    List<Change> changes = target.changes();
    RetentionType[] types = RetentionType.values();
    MatrixFault fault = MatrixFault.of(row.get(0));
    return IntStream.range(0, target == FaultTarget.PUT ? changes.size() : types.length)
        .mapToObj(
            i ->
                new FaultCell(
                    target.scenario(fault),
                    changes.get((turn + i) % changes.size()),
                    types[(turn / changes.size() + i) % types.length],
                    expected,
                    row.get(row.size() - 1)))
        .filter(cell -> !cell.expected().equals("-"))
        .toList();
  }

  private static List<String> split(String row) {
    return Stream.of(row.split("\\|", -1)).map(String::strip).toList();
  }
}
