package io.github.chimeretention.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.cloudformation.CustomResourceResponse;
import io.github.chimeretention.lambda.cloudformation.EventReader;
import io.github.chimeretention.lambda.cloudformation.MalformedEventException;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.cloudformation.ResponseUrl;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.priming.KeyShares;
import io.github.chimeretention.lambda.priming.Priming;
import io.github.chimeretention.lambda.retention.RetentionChange;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * The function's entry point: reads one custom resource event, does what it asks for, and sends
 * exactly one answer. Nothing of an event outlives it; connections and threads are reused.
 *
 * <p>The work is done on a thread of its own, and this one waits for it until there is just time
 * enough left to answer. So whatever the work does, end, throw or hang, the answer is sent from one
 * place.
 */
public final class RetentionHandler implements RequestStreamHandler {
  /** The environment variable that names the resource types in use, separated by commas. */
  private static final String RESOURCE_TYPES = "CHIME_RETENTION_RESOURCE_TYPES";

  private static final Duration LONGEST_ANSWER_TIME = Duration.ofSeconds(20);

  /** Kept for the log to say that no answer was accepted, before Lambda ends the invocation. */
  private static final Duration LAST_WORDS = Duration.ofMillis(200);

  private final Map<String, RetentionResource> resources;
  private final ResponseSender sender;
  private final Duration settlingTime;

  /** Called by Lambda, in the init phase: makes ready for the resource types in use. */
  public RetentionHandler() {
    KeyShares.preferFastOnes();
    new Priming(System.getenv(RESOURCE_TYPES), RetentionHandler::prime).run();
    // Made last: what they need is loaded by now, on several threads.
    resources = RetentionResources.all();
    sender = new ResponseSender();
    settlingTime = Duration.ofSeconds(2);
  }

  private static void prime(
      byte[] event, Map<String, RetentionResource> resources, Deadline deadline)
      throws IOException {
    new RetentionHandler(resources, new ResponseSender(), Duration.ZERO)
        .handle(event, deadline, StepLog.silent(), "");
  }

  RetentionHandler(
      Map<String, RetentionResource> resources, ResponseSender sender, Duration settlingTime) {
    this.resources = resources;
    this.sender = sender;
    this.settlingTime = settlingTime;
  }

  /**
   * Handles one event.
   *
   * @throws IOException if CloudFormation did not accept the answer: then Lambda runs the event
   *     again
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handle(
        input.readAllBytes(),
        new Deadline(context::getRemainingTimeInMillis).earlierBy(LAST_WORDS),
        new StepLog(context.getLogger(), context.getAwsRequestId()),
        context.getLogGroupName() + " " + context.getLogStreamName());
  }

  void handle(byte[] json, Deadline deadline, StepLog log, String logLocation) throws IOException {
    CloudFormationCustomResourceEvent event;
    ResponseUrl url;
    try {
      event = EventReader.read(json);
      url = ResponseUrl.of(event.getResponseUrl());
    } catch (MalformedEventException e) {
      log.error("There is nowhere to answer: " + e.getMessage());
      return;
    }
    StepLog eventLog = log.with(members(event));
    CustomResourceResponse response = answer(event, json, deadline, eventLog, logLocation);
    try {
      sender.send(url, response.toJson(), deadline, eventLog);
    } catch (IOException e) {
      eventLog.error(e.getMessage());
      throw e;
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while sending the response");
    }
  }

  private CustomResourceResponse answer(
      CloudFormationCustomResourceEvent event,
      byte[] json,
      Deadline deadline,
      StepLog log,
      String logLocation) {
    Duration answerTime = deadline.share(4, LONGEST_ANSWER_TIME);
    Deadline waitEnds = deadline.earlierBy(answerTime);
    // The work is to end by itself, and say why; only if it hangs is it left behind.
    Deadline workEnds = waitEnds.earlierBy(answerTime.dividedBy(4));
    RetentionChange change = new RetentionChange(event, resources, workEnds, settlingTime, log);
    try {
      log.info("Received");
      EventReader.requireUnambiguous(json);
      Map<String, String> attributes = waitEnds.call(change);
      return CustomResourceResponse.success(event, change.physicalResourceId(), attributes);
    } catch (Throwable t) {
      Throwable failure = t instanceof ExecutionException ? t.getCause() : t;
      FailureReason reason = new FailureReason(failure, change.toString(), logLocation);
      log.error(reason.toString());
      return CustomResourceResponse.failed(
          event, change.physicalResourceId(), reason.forResponse());
    }
  }

  private static Map<String, String> members(CloudFormationCustomResourceEvent event) {
    Map<String, String> members = new LinkedHashMap<>();
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

  /** The properties but the function's ARN. */
  private static String declared(Map<String, Object> properties) {
    if (properties == null) {
      return null;
    }
    Map<String, Object> declared = new TreeMap<>(properties);
    declared.remove("ServiceToken");
    return declared.toString();
  }
}
