package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.CloudFormationAndChime;
import io.github.chimeretention.lambda.RetentionHandlers;
import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.cloudformation.ResponsePut;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Lambda's asynchronous invocation of the real handler: an invocation that fails or crashes is run
 * a second time. Keeps what the response URL accepted.
 */
final class ModelLambda {
  private final ModelService service;
  private final RequestStreamHandler handler;
  private final List<String> accepted = new ArrayList<>();
  private volatile Fault fault = Fault.NONE;
  private volatile boolean crashed;

  ModelLambda(ModelService service) {
    this.service = service;
    this.handler =
        RetentionHandlers.of(
            new ResponseSender(responseUrl(), BackoffStrategy.retryImmediately()), service);
  }

  /** Handles an event and returns the response that CloudFormation goes by: the first. */
  JsonNode invoke(String event, Fault once) {
    accepted.clear();
    boolean succeeded = attempt(event, once);
    if (!succeeded || once == Fault.EVENT_DELIVERED_TWICE) {
      assertThat(attempt(event, Fault.NONE)).isTrue();
    }
    assertThat(accepted).isNotEmpty();
    if (!mayBeAcceptedTwice(once)) {
      assertThat(accepted).hasSize(1);
    }
    assertThat(accepted).as("a second response says the same").containsOnly(accepted.get(0));
    return CloudFormationAndChime.json(accepted.get(0));
  }

  private static boolean mayBeAcceptedTwice(Fault fault) {
    return fault == Fault.EVENT_DELIVERED_TWICE
        || fault == Fault.RESPONSE_LOST_ON_THE_WAY_BACK
        || fault == Fault.CRASH_AFTER_RESPONSE;
  }

  private boolean attempt(String event, Fault once) {
    fault = once;
    crashed = false;
    service.fails(once);
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          new TestContext(Duration.ofMinutes(1)));
      return true;
    } catch (IOException | Crash e) {
      return false;
    }
  }

  private ResponsePut responseUrl() {
    return (url, response, deadline) -> {
      Fault now = fault;
      boolean dead =
          crashed
              || now == Fault.CRASH_BEFORE_PUT
              || now == Fault.CRASH_AFTER_PUT
              || now == Fault.CRASH_AFTER_GET;
      if (dead) {
        throw new Crash();
      }
      if (now == Fault.RESPONSE_LOST_ON_THE_WAY_THERE) {
        fault = Fault.NONE;
        throw new IOException("reset");
      }
      accepted.add(new String(response, StandardCharsets.UTF_8));
      if (now == Fault.CRASH_AFTER_RESPONSE) {
        crashed = true;
        throw new Crash();
      }
      if (now == Fault.RESPONSE_LOST_ON_THE_WAY_BACK) {
        fault = Fault.NONE;
        throw new IOException("reset");
      }
      return 200;
    };
  }
}
