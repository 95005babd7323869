package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.Json;
import io.github.chimeretention.lambda.ResourceUnderTest;
import io.github.chimeretention.lambda.RetentionHandlers;
import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * Lambda's asynchronous invocation of the real handler: an invocation that fails or crashes is run
 * a second time. Keeps what the response URL accepted.
 */
final class ModelLambda {
  static final Duration SERVICE_TIMEOUT = Duration.ofMinutes(6);

  private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration BETWEEN_INVOCATIONS = Duration.ofMinutes(1);
  private static final DateTimeFormatter SIGNED_AT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final VirtualTime time = new VirtualTime();
  private final ModelService service;
  private final List<String> accepted = new ArrayList<>();
  private final List<String> lateEvents = new ArrayList<>();
  private Fault responseFault = Fault.NONE;

  /** Starts with a service that has these days by identity. */
  ModelLambda(ResourceUnderTest type, Map<String, Integer> found) {
    service = new ModelService(type.resourceType, found, time);
  }

  ModelService service() {
    return service;
  }

  /** A pre-signed URL, as CloudFormation signs one for an event it is about to send. */
  String newResponseUrl() {
    return "https://responses.s3.amazonaws.com/r?X-Amz-Date=" + SIGNED_AT.format(now());
  }

  private Instant now() {
    return RetentionHandlers.NOW.plus(time.passed());
  }

  /** Handles an event and returns the response that CloudFormation goes by: the first. */
  JsonNode invoke(String event, Conditions conditions) {
    Fault fault = conditions.fault();
    accepted.clear();
    boolean succeeded = attempt(event, conditions);
    if (!succeeded || fault == Fault.EVENT_DELIVERED_TWICE) {
      assertThat(attempt(event, conditions.with(Fault.NONE))).isTrue();
    }
    if (fault == Fault.EVENT_DELIVERED_AGAIN_LATE) {
      lateEvents.add(event);
    }
    assertThat(accepted).as("a second response says the same").containsOnly(accepted.get(0));
    if (!mayBeAcceptedTwice(fault)) {
      assertThat(accepted).hasSize(1);
    }
    return Json.json(accepted.get(0));
  }

  /** Delivers again the events that are to come late; nothing is done for them. */
  void deliverLateEvents() {
    time.advance(SERVICE_TIMEOUT);
    for (String event : lateEvents) {
      int calls = service.calls();
      accepted.clear();
      assertThat(attempt(event, Conditions.CALM)).isTrue();
      assertThat(service.calls()).as("calls of the service").isEqualTo(calls);
      assertThat(accepted).singleElement().asString().contains("FAILED", "ServiceTimeout");
    }
    lateEvents.clear();
  }

  private static boolean mayBeAcceptedTwice(Fault fault) {
    return fault == Fault.EVENT_DELIVERED_TWICE
        || fault == Fault.RESPONSE_LOST_ON_THE_WAY_BACK
        || fault == Fault.RESPONSE_RECEIPTS_LOST
        || fault == Fault.CRASH_AFTER_RESPONSE;
  }

  /** Returns whether Lambda takes the event as handled. */
  private boolean attempt(String event, Conditions conditions) {
    time.advance(BETWEEN_INVOCATIONS);
    responseFault = conditions.fault();
    service.behave(conditions);
    try {
      new TestContext(FUNCTION_TIMEOUT)
          .handle(
              event.getBytes(StandardCharsets.UTF_8),
              RetentionHandlers.of(
                  List.of(service),
                  HttpServerStub.of((request, response) -> storeResponse(response)),
                  time,
                  Clock.fixed(now(), ZoneOffset.UTC)));
      return true;
    } catch (IOException | Fault.Crash e) {
      return false;
    }
  }

  private HttpExecuteResponse storeResponse(byte[] response) throws IOException {
    Fault fault = responseFault;
    return switch (fault) {
      case CRASH_BEFORE_PUT, CRASH_AFTER_PUT, CRASH_AFTER_GET, CRASH_BEFORE_RESPONSE ->
          throw new Fault.Crash();
      case RESPONSE_NOT_ACCEPTED -> HttpServerStub.response(503, "");
      case RESPONSE_REFUSED -> HttpServerStub.response(403, "");
      case RESPONSE_LOST_ON_THE_WAY_THERE -> {
        responseFault = Fault.NONE;
        throw new IOException("reset");
      }
      default -> {
        accepted.add(new String(response, StandardCharsets.UTF_8));
        yield receipt(fault);
      }
    };
  }

  private HttpExecuteResponse receipt(Fault fault) throws IOException {
    switch (fault) {
      case CRASH_AFTER_RESPONSE -> throw new Fault.Crash();
      case RESPONSE_LOST_ON_THE_WAY_BACK -> {
        responseFault = Fault.NONE;
        throw new IOException("reset");
      }
      case RESPONSE_RECEIPTS_LOST -> throw new IOException("reset");
      default -> {
        return HttpServerStub.response(200, "");
      }
    }
  }
}
