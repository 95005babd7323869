package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the APIs have in common: the signature's check, faults, the protocol's headers and error
 * bodies, and the record of requests.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">AWS restJson1</a>
 */
abstract class RestJsonEndpoint implements HttpHandler, AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final String UNKNOWN_OPERATION = "UnknownOperation";

  private final Faults faults = new Faults();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;

  RestJsonEndpoint(String name) {
    server = new LoopbackServer(name, this);
  }

  /** A request for an operation of the API. */
  record Call(String operation, String identity, String body) {}

  /** The answer of an operation that succeeded; an empty body is none. */
  record Reply(int status, String body) {}

  /** The call that a method and a path stand for, if the API has such an operation. */
  abstract Optional<Call> route(String method, String path, String body);

  /** What a call has to be signed for. */
  abstract Signature signature(Call call) throws ServiceException;

  /** Carries the call out. */
  abstract Reply serve(Call call) throws ServiceException;

  public final URI uri() {
    return server.uri();
  }

  public final Faults faults() {
    return faults;
  }

  /** Every request since the start, in the order of their answers. */
  public final List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public final void close() {
    server.close();
  }

  @Override
  public final void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Optional<Call> call = route(method, path, body);
    String operation = call.map(Call::operation).orElse(UNKNOWN_OPERATION);
    Optional<Fault> fault = faults.take(operation);
    if (fault.isPresent() && fault.get() instanceof Fault.CutOffBefore) {
      requests.add(new RecordedRequest(operation, method, path, body, 0));
      exchange.close();
      return;
    }
    Reply reply = reply(exchange, call, fault);
    boolean cutOff = fault.isPresent() && fault.get() instanceof Fault.CutOffAfter;
    // Recorded before the caller can see the answer: who has it also finds it in the record.
    requests.add(new RecordedRequest(operation, method, path, body, cutOff ? 0 : reply.status()));
    send(exchange, reply, cutOff);
  }

  private Reply reply(HttpExchange exchange, Optional<Call> call, Optional<Fault> fault) {
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    try {
      Call known =
          call.orElseThrow(
              () ->
                  new ServiceException(
                      ServiceError.NOT_FOUND,
                      "No operation is "
                          + exchange.getRequestMethod()
                          + " "
                          + exchange.getRequestURI().getPath()));
      signature(known).check(exchange.getRequestHeaders());
      if (fault.isPresent() && fault.get() instanceof Fault.Refuse refuse) {
        throw new ServiceException(refuse.error(), refuse.message());
      }
      return serve(known);
    } catch (ServiceException e) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", e.error().type());
      return new Reply(e.error().status(), error(e));
    }
  }

  private static String error(ServiceException e) {
    return JSON.createObjectNode()
        .put("Code", e.error().code())
        .put("Message", e.getMessage())
        .toString();
  }

  private static void send(HttpExchange exchange, Reply reply, boolean cutOff) throws IOException {
    if (!cutOff) {
      LoopbackServer.answer(exchange, reply.status(), reply.body());
      return;
    }
    // More bytes are announced than come: the connection ends in the middle of the body.
    exchange.sendResponseHeaders(200, 1000);
    exchange.getResponseBody().write('{');
    exchange.close();
  }
}
