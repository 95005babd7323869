package io.github.chimeretention.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.cloudformation.CustomResourceResponse;
import io.github.chimeretention.lambda.cloudformation.EventReader;
import io.github.chimeretention.lambda.cloudformation.ReceivedEvent;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.cloudformation.ResponseUrl;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.Invocation;
import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.invocation.Time;
import io.github.chimeretention.lambda.invocation.TimeBudget;
import io.github.chimeretention.lambda.invocation.Watchdog;
import io.github.chimeretention.lambda.priming.Priming;
import io.github.chimeretention.lambda.retention.InvalidRequestException;
import io.github.chimeretention.lambda.retention.RetentionChange;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The function's entry point: reads one custom resource event, does what it asks for, and sends
 * exactly one response. Nothing of an event outlives it; connections and threads are reused.
 *
 * <p>The work is done on a thread of its own, and this one waits for it until there is just time
 * enough left to respond. So whatever the work does, end, throw or hang, the response is sent from
 * one place.
 */
public final class RetentionHandler implements RequestStreamHandler {
  private static final int LONGEST_REASON = 4000;

  /** What must not be printed. */
  private static final List<String> CREDENTIALS =
      List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  /**
   * What makes the SDK call stand-ins for AWS (<i>AWS SDKs and Tools Reference Guide,
   * Service-specific endpoints</i>), whose response URLs are on loopback.
   */
  private static final List<String> STAND_INS =
      List.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CHIME", "AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY");

  private final List<RetentionResource> resources;
  private final Map<String, String> environment;
  private final Time time;
  private final Clock clock;
  private final Watchdog watchdog = new Watchdog();
  private final ResponseSender sender;

  /** Called by Lambda, in the init phase. */
  public RetentionHandler() {
    this(
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(3))
            .socketTimeout(Duration.ofSeconds(9))
            .build());
  }

  private RetentionHandler(SdkHttpClient http) {
    this(RetentionResources.calledBy(http), http, System.getenv(), Time.SYSTEM, Clock.systemUTC());
    new Priming(http, this::prime).run();
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
    this.sender = new ResponseSender(http, watchdog);
  }

  private void prime(SdkHttpClient http, byte[] event, Invocation invocation) throws IOException {
    new RetentionHandler(RetentionResources.calledBy(http), http, environment, time, clock)
        .handle(event, invocation);
  }

  /**
   * Handles one event.
   *
   * @throws IOException if CloudFormation did not accept the response: then Lambda runs the event
   *     again
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handle(input.readAllBytes(), Invocation.of(context, time));
  }

  private void handle(byte[] json, Invocation invocation) throws IOException {
    ReceivedEvent received = EventReader.read(json);
    Optional<ResponseUrl> url =
        ResponseUrl.of(
            received.event().getResponseUrl(),
            STAND_INS.stream().anyMatch(environment::containsKey));
    PublicText text = new PublicText(secrets(url));
    StepLog log = new StepLog(invocation.logger(), text, members(received.event(), invocation));
    if (url.isEmpty()) {
      log.error("No response: ResponseURL is missing, or no HTTPS URL of Amazon S3");
      return;
    }
    TimeBudget budget = TimeBudget.until(invocation.end());
    RetentionChange change = new RetentionChange(received.event(), budget, log);
    byte[] response;
    try {
      log.info("Received");
      requireActionable(received, url.get());
      Map<String, String> attributes =
          watchdog.call(() -> change.apply(resources), budget.watchdog());
      response =
          CustomResourceResponse.success(received.event(), change.physicalResourceId(), attributes);
    } catch (Throwable t) {
      String reason = text.line(reason(t, change.step()), LONGEST_REASON);
      log.error(reason);
      response =
          CustomResourceResponse.failed(
              received.event(), change.physicalResourceId(), reason, invocation.logStream());
    }
    send(response, url.get(), budget.response(), log);
  }

  /** Refuses an event that says a thing twice, or that CloudFormation no longer waits for. */
  private void requireActionable(ReceivedEvent received, ResponseUrl url) {
    if (received.defect().isPresent()) {
      throw new InvalidRequestException(received.defect().get());
    }
    Duration age = Duration.between(url.signedAt().orElse(clock.instant()), clock.instant());
    if (age.compareTo(received.serviceTimeout()) > 0) {
      throw new InvalidRequestException(
          "The event is %d seconds old; it must be at most as old as ServiceTimeout, %d seconds"
              .formatted(age.toSeconds(), received.serviceTimeout().toSeconds()));
    }
  }

  private static String reason(Throwable failure, String step) {
    if (failure instanceof ExecutionException) {
      return reason(failure.getCause(), step);
    }
    if (failure instanceof RetentionException) {
      return failure.getMessage();
    }
    if (failure instanceof TimeoutException) {
      return "The function's time was over while it was to " + step;
    }
    return failure + ": the function failed to " + step;
  }

  private void send(byte[] response, ResponseUrl url, Deadline deadline, StepLog log)
      throws IOException {
    try {
      sender.send(url, response, deadline, log);
    } catch (IOException e) {
      log.error(e.getMessage());
      throw e;
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while sending the response");
    }
  }

  private List<String> secrets(Optional<ResponseUrl> url) {
    List<String> secrets = new ArrayList<>();
    url.ifPresent(it -> secrets.addAll(it.secrets()));
    CREDENTIALS.stream().map(environment::get).filter(Objects::nonNull).forEach(secrets::add);
    return secrets;
  }

  private static Map<String, String> members(
      CloudFormationCustomResourceEvent event, Invocation invocation) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("AWSRequestId", invocation.awsRequestId());
    members.put("requestType", event.getRequestType());
    members.put("stackId", event.getStackId());
    members.put("requestId", event.getRequestId());
    members.put("logicalResourceId", event.getLogicalResourceId());
    members.put("physicalResourceId", event.getPhysicalResourceId());
    members.put("resourceType", event.getResourceType());
    members.put("declaredBefore", declared(event.getOldResourceProperties()));
    members.put("declared", declared(event.getResourceProperties()));
    return members;
  }

  /** Returns the properties but the function's ARN. */
  private static String declared(Map<String, Object> properties) {
    if (properties == null) {
      return null;
    }
    Map<String, Object> declared = new TreeMap<>(properties);
    declared.remove("ServiceToken");
    return declared.toString();
  }
}
