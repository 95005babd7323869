package io.github.chimeretention.localcloud.cloudformation;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.cloudformation.FaultLane.Observation;
import io.github.chimeretention.localcloud.cloudformation.FaultLanes.Run;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault, at every exchange of the packaged handler, in every kind of change. The table says
 * what CloudFormation gets to know, and so what state is left.
 *
 * <p>The faults last. The cells run several at a time, for they spend their time waiting; the tests
 * then look at what came of each.
 */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("The handler amid faults")
class FaultMatrixIT {
  /**
   * What comes of a change. The columns are the {@link FaultTarget}s in their order:
   *
   * <ul>
   *   <li>{@code done}: SUCCESS, and the settings are as declared
   *   <li>{@code not done}: FAILED, the settings are as before, and the id is one by which the
   *       rollback does not touch them
   *   <li>{@code unconfirmed}: FAILED with the id of the identity, whose settings are as declared,
   *       for the rollback to undo it. As a Delete reads nothing back, it is done instead
   *   <li>{@code unknown}: FAILED with the id of the identity, and the reason says that it is not
   *       known whether the settings were written
   *   <li>{@code unheard}: the change is made, but CloudFormation hears of it from neither of
   *       Lambda's attempts, and fails it at the ServiceTimeout
   * </ul>
   *
   * A number says that Lambda made so many attempts. The last column is what the reason says of the
   * fault, if the service met it.
   */
  private static final String TABLE =
      """
      fault                  | PUT      | READ_BACK   | SERVICE     | UPLOAD     | FIRST_UPLOADS | reason
      connection refused     | not done | unconfirmed | not done    | unheard, 2 | done, 2       | Connection refused
      reset before an answer | not done | unconfirmed | unknown     | unheard, 2 | done, 2       | reset
      reset amid the answer  | done     | unconfirmed | unknown     | done, 1    | done, 1       |
      never answered, lost   | not done | unconfirmed | unknown     | unheard, 2 | done, 2       | time
      never answered, done   | done     | unconfirmed | unknown     | done, 2    | done, 2       | time
      slow drip              | done     | unconfirmed | unknown     | done, 2    | done, 2       | time
      429                    | not done | unconfirmed | not done    | unheard, 2 | done, 2       | ThrottledClientException: Slow down
      500                    | not done | unconfirmed | unknown     | unheard, 2 | done, 2       | ServiceFailureException: Oh no
      503                    | not done | unconfirmed | unknown     | unheard, 2 | done, 2       | ServiceUnavailableException: Later
      malformed JSON         | done     | unconfirmed | unknown     | done, 1    | done, 1       |
      empty body             | done     | unconfirmed | unconfirmed | done, 1    | done, 1       | reports off
      HTML error page        | not done | unconfirmed | unknown     | unheard, 2 | done, 2       | HTTP status 502
      truncated body         | done     | unconfirmed | unknown     | done, 1    | done, 1       |
      expired credentials    | not done | unconfirmed | not done    | unheard, 2 | done, 2       | ExpiredToken
      """;

  private static final int LANES = 10;
  private static final int FUNCTION_TIMEOUT = 5;
  private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(30);

  /** Longer than both of Lambda's attempts. */
  private static final Duration SERVICE_TIMEOUT_UNHEARD = Duration.ofSeconds(14);

  private FaultLanes lanes;
  private List<Run<Cell>> runs;

  /**
   * One case.
   *
   * @param expected in the table's words
   * @param reason in the table's words
   */
  record Cell(
      FaultTarget.Trouble trouble,
      Change change,
      RetentionKind kind,
      String expected,
      String reason) {
    @Override
    public String toString() {
      return "%s, %s at %s of %s: %s"
          .formatted(trouble.fault(), trouble.target(), change, kind, expected);
    }

    FaultTarget target() {
      return trouble.target();
    }

    /** A sample where types and changes make no difference any more. */
    private boolean isTried() {
      return switch (target()) {
        case PUT -> kind == RetentionKind.ACCOUNT || change != Change.REPLACE;
        case READ_BACK, SERVICE -> kind == RetentionKind.ACCOUNT || change == Change.CREATE;
        case UPLOAD ->
            kind == RetentionKind.ACCOUNT ? change != Change.REPLACE : change == Change.CREATE;
        case FIRST_UPLOADS ->
            kind == RetentionKind.ACCOUNT && (change == Change.CREATE || change == Change.DELETE);
      };
    }

    private Observation run(FaultLane lane) {
      boolean unheard = expected.startsWith("unheard");
      return lane.run(kind, change, trouble, unheard ? SERVICE_TIMEOUT_UNHEARD : SERVICE_TIMEOUT);
    }
  }

  @BeforeAll
  void run(@TempDir Path folder) {
    lanes = new FaultLanes(folder, LANES, FUNCTION_TIMEOUT, "-Xshare:auto");
    // The longest first, so that none of them is left over for the end.
    runs =
        cells()
            .sorted(comparing(cell -> !cell.target().isOfUploads()))
            .map(cell -> lanes.submit(cell, cell::run))
            .toList();
  }

  @AfterAll
  void close() {
    lanes.close();
  }

  private List<Run<Cell>> runs() {
    return runs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  @DisplayName("answers as the table says, and leaves the settings as it says")
  void answers(Run<Cell> run) {
    Cell cell = run.what();
    Observation observed = run.observed();
    String outcome = outcome(cell, observed);
    assertThat(outcome).as(observed.toString()).isEqualTo(cell.expected().replaceFirst(", .*", ""));
    assertThat(observed.otherDays()).as("days of the other identity").isEqualTo(FaultLane.BEFORE);
    if (observed.outcome() instanceof Outcome.Failed failed && !cell.target().isOfUploads()) {
      assertThat(failed.reason()).contains(observed.identity(), cell.reason());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uploads")
  @DisplayName("is tried again by Lambda when its response was not accepted, and says the same")
  void attempts(Run<Cell> run) {
    Cell cell = run.what();
    Observation observed = run.observed();
    assertThat(cell.trouble().puts())
        .hasValue(Integer.parseInt(cell.expected().split(", ", -1)[1]));
    assertThat(observed.uploads()).hasSize(cell.expected().startsWith("unheard") ? 0 : 1);
  }

  private Stream<Run<Cell>> uploads() {
    return runs.stream().filter(run -> run.what().target().isOfUploads());
  }

  @Test
  @DisplayName("writes no signature, no credential and no response URL, wherever it writes")
  void secrets() throws IOException {
    String reasons =
        runs.stream()
            .flatMap(run -> run.observed().uploads().stream())
            .map(JsonNode::toString)
            .collect(Collectors.joining());
    StringBuilder logs = new StringBuilder();
    for (FaultLane lane : lanes.all()) {
      logs.append(lane.log());
    }
    assertThat(logs).contains("CloudFormation accepted the response", "Sending the response again");
    for (String written : List.of(reasons, logs.toString())) {
      assertThat(written)
          .doesNotContainIgnoringCase("Signature=")
          .doesNotContainIgnoringCase("X-Amz-")
          .doesNotContain(FaultLane.SECRET_KEY, FaultLane.SESSION_TOKEN);
      for (URI url : responseUrls()) {
        assertThat(written.contains(url.getRawPath())).as("the path of %s", url).isFalse();
        assertThat(written.contains(url.getRawQuery())).as("the query of %s", url).isFalse();
      }
    }
  }

  private List<URI> responseUrls() {
    return lanes.all().stream()
        .flatMap(lane -> lane.requests().stream())
        .map(event -> URI.create(event.path("ResponseURL").asText()))
        .toList();
  }

  /** The table's word for what was observed, or all of it if there is none. */
  private static String outcome(Cell cell, Observation observed) {
    Integer declared = cell.change() == Change.DELETE ? null : FaultLane.DECLARED;
    boolean written = Objects.equals(observed.days(), declared);
    boolean asBefore = Objects.equals(observed.days(), FaultLane.BEFORE);
    if (observed.outcome() instanceof Outcome.Succeeded succeeded) {
      return written && succeeded.physicalId().equals(observed.identity())
          ? "done"
          : observed.toString();
    }
    Outcome.Failed failed = (Outcome.Failed) observed.outcome();
    String reason = failed.reason();
    boolean ofIdentity = failed.physicalId().equals(observed.identity());
    if (reason.startsWith("CloudFormation did not receive a response") && written) {
      return "unheard";
    }
    if (reason.contains("It is not known whether the settings were written")
        && ofIdentity
        && (cell.trouble().fault().arrives() ? written : asBefore)) {
      return "unknown";
    }
    if (reason.contains(": Put" + cell.kind().noun)
        && asBefore
        && failed.physicalId().equals(idBefore(cell, observed))) {
      return "not done";
    }
    if ((reason.contains(": Get" + cell.kind().noun) || reason.contains("but reports"))
        && written
        && ofIdentity) {
      return "unconfirmed";
    }
    return observed.toString();
  }

  private static String idBefore(Cell cell, Observation observed) {
    return cell.change() == Change.CREATE ? "chime-retention:not-created" : observed.physicalId();
  }

  private static Stream<Cell> cells() {
    List<List<String>> rows = TABLE.lines().map(FaultMatrixIT::split).toList();
    return rows.stream().skip(1).flatMap(row -> cells(rows.get(0), row));
  }

  private static Stream<Cell> cells(List<String> head, List<String> row) {
    MatrixFault fault = MatrixFault.of(row.get(0));
    return Stream.of(FaultTarget.values())
        .flatMap(
            target -> {
              String expected = row.get(head.indexOf(target.name()));
              return Stream.of(Change.values())
                  .flatMap(
                      change ->
                          Stream.of(RetentionKind.values())
                              .map(
                                  kind ->
                                      new Cell(
                                          target.trouble(fault),
                                          change,
                                          kind,
                                          expected(change, expected),
                                          row.get(row.size() - 1))));
            })
        .filter(Cell::isTried);
  }

  /** A Delete whose put was answered reads nothing back, so there is nothing to be unconfirmed. */
  private static String expected(Change change, String expected) {
    return change == Change.DELETE && expected.equals("unconfirmed") ? "done" : expected;
  }

  private static List<String> split(String row) {
    return Stream.of(row.split("\\|", -1)).map(String::strip).toList();
  }
}
