package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.CloudFormationAndChime;
import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.ResourceUnderTest;
import io.github.chimeretention.lambda.RetentionHandlers;
import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
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
  private final Map<ResourceUnderTest, ModelService> services =
      new EnumMap<>(ResourceUnderTest.class);
  private final RequestStreamHandler handler;
  private final List<String> accepted = new ArrayList<>();
  private final List<String> lateEvents = new ArrayList<>();
  private Fault responseFault = Fault.NONE;

  ModelLambda() {
    for (ResourceUnderTest type : ResourceUnderTest.values()) {
      services.put(type, new ModelService(type.resourceType, time));
    }
    handler =
        RetentionHandlers.of(
            List.copyOf(services.values()),
            HttpServerStub.of((request, response) -> storeResponse(response)),
            time,
            new ModelClock(time));
  }

  /** Starts anew, with a service that has these days by identity. */
  ModelService startWith(ResourceUnderTest type, Map<String, Integer> found) {
    lateEvents.clear();
    ModelService service = services.get(type);
    service.startWith(found);
    return service;
  }

  /** A pre-signed URL, as CloudFormation signs one for an event it is about to send. */
  String newResponseUrl() {
    Instant now = RetentionHandlers.NOW.plus(time.passed());
    return "https://responses.s3.amazonaws.com/r?X-Amz-Date=" + SIGNED_AT.format(now);
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
    return CloudFormationAndChime.json(accepted.get(0));
  }

  /** Delivers again the events that are to come late; nothing is done for them. */
  void deliverLateEvents() {
    time.advance(SERVICE_TIMEOUT);
    for (String event : lateEvents) {
      int calls = calls();
      accepted.clear();
      assertThat(attempt(event, Conditions.CALM)).isTrue();
      assertThat(calls()).as("calls of the service").isEqualTo(calls);
      assertThat(accepted).singleElement().asString().contains("FAILED", "ServiceTimeout");
    }
    lateEvents.clear();
  }

  private int calls() {
    return services.values().stream().mapToInt(ModelService::calls).sum();
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
    services.values().forEach(service -> service.behave(conditions));
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          new TestContext(FUNCTION_TIMEOUT));
      return true;
    } catch (IOException | Crash e) {
      return false;
    }
  }

  private HttpExecuteResponse storeResponse(byte[] response) throws IOException {
    Fault fault = responseFault;
    return switch (fault) {
      case CRASH_BEFORE_PUT, CRASH_AFTER_PUT, CRASH_AFTER_GET, CRASH_BEFORE_RESPONSE ->
          throw new Crash();
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
      case CRASH_AFTER_RESPONSE -> throw new Crash();
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
