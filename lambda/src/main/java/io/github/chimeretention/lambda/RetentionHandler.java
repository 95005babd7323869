package io.github.chimeretention.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.cloudformation.CustomResourceResponse;
import io.github.chimeretention.lambda.cloudformation.ReceivedEvent;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.cloudformation.ResponseUrl;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.Deadline.Time;
import io.github.chimeretention.lambda.invocation.Invocation;
import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.invocation.TimeBudget;
import io.github.chimeretention.lambda.priming.PrimedHttpClient;
import io.github.chimeretention.lambda.priming.Priming;
import io.github.chimeretention.lambda.retention.RetentionChange;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The function's entry point: reads one custom resource event, applies it, and sends one response,
 * unless the event has no valid response URL. The work runs on its own thread, so this class
 * responds even if the work throws or hangs. No data of an event is kept for the next one.
 */
public final class RetentionHandler implements RequestStreamHandler {
  private final List<RetentionResource> resources;
  private final Map<String, String> environment;
  private final Time time;
  private final Clock clock;
  private final SdkHttpClient http;

  /** Called by Lambda, in the init phase. */
  public RetentionHandler() {
    this(new PrimedHttpClient(RetentionHandler::newHttpClient));
  }

  private RetentionHandler(PrimedHttpClient http) {
    this(RetentionResources.calledBy(http), http, System.getenv(), Time.SYSTEM, Clock.systemUTC());
    Priming.prime(this::handle, http);
  }

  RetentionHandler(
      List<RetentionResource> resources,
      SdkHttpClient http,
      Map<String, String> environment,
      Time time,
      Clock clock) {
    this.resources = resources;
    this.environment = environment;
    this.time = time;
    this.clock = clock;
    this.http = http;
  }

  static SdkHttpClient newHttpClient() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(3))
        .socketTimeout(Duration.ofSeconds(9))
        .build();
  }

  /** Handles one event. Throws if no response was accepted, so that Lambda retries the event. */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    try {
      handle(input.readAllBytes(), Invocation.of(context, time));
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while sending the response");
    }
  }

  private void handle(byte[] json, Invocation invocation) throws IOException, InterruptedException {
    ReceivedEvent received = ReceivedEvent.read(json);
    // Local substitutes for AWS, which need an endpoint override, have response URLs on loopback.
    boolean allowsLoopback =
        environment.keySet().stream().anyMatch(name -> name.startsWith("AWS_ENDPOINT_URL"));
    Optional<ResponseUrl> url = ResponseUrl.of(received.event().getResponseUrl(), allowsLoopback);
    PublicText text = new PublicText(secrets(url));
    StepLog log = new StepLog(invocation, text, received.members());
    if (url.isEmpty()) {
      String problem = "ResponseURL is missing or invalid; it must be an HTTPS URL of Amazon S3";
      log.error(problem);
      throw new IOException(problem);
    }
    TimeBudget budget = TimeBudget.until(invocation.end());
    RetentionChange change =
        new RetentionChange(received.event(), budget, log, LocalDate.now(clock));
    byte[] response;
    try {
      log.info("Received");
      requireActionable(received, url.get());
      var attributes = supervised(() -> change.apply(resources), budget.watchdog());
      response =
          new CustomResourceResponse(received.event(), change.physicalResourceId())
              .success(attributes);
    } catch (Throwable t) {
      String reason = text.line(reason(t, change));
      log.error(reason);
      response =
          new CustomResourceResponse(received.event(), change.physicalResourceId())
              .failed(reason, invocation.logStream());
    }
    new ResponseSender(http).send(url.get(), response, budget.response(), log);
  }

  /** Runs work until it ends or the deadline passes; work that still runs then is interrupted. */
  private static <T> T supervised(Callable<T> work, Deadline deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "work");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      task.cancel(true);
    }
  }

  /** Rejects an event that is malformed, or that CloudFormation no longer waits for. */
  private void requireActionable(ReceivedEvent received, ResponseUrl url) {
    if (received.defect().isPresent()) {
      throw new RetentionException(received.defect().get());
    }
    Instant now = clock.instant();
    Duration age = Duration.between(url.signedAt().orElse(now), now);
    if (age.compareTo(received.serviceTimeout()) > 0) {
      throw new RetentionException(
          "The event expired: it was signed %s ago, and its ServiceTimeout is %s"
              .formatted(PublicText.duration(age), PublicText.duration(received.serviceTimeout())));
    }
  }

  private static String reason(Throwable thrown, RetentionChange change) {
    Throwable failure = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    String reason =
        failure instanceof RetentionException
            ? failure.getMessage()
            : failure instanceof TimeoutException
                ? "Timed out while " + change.step()
                : failure + " (while " + change.step() + ")";
    return change.hiddenMessages().isEmpty() ? reason : reason + ". " + change.hiddenMessages();
  }

  private List<String> secrets(Optional<ResponseUrl> url) {
    List<String> credentials = PublicText.credentials(environment);
    return Stream.concat(credentials.stream(), url.stream().flatMap(ResponseUrl::secrets)).toList();
  }
}
