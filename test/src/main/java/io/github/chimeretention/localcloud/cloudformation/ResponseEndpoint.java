package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where responses to custom resource requests are put: like S3 behind a pre-signed URL, which is
 * signed for PUT and the empty content type, takes any body of a stated length, and can be used
 * again.
 */
public final class ResponseEndpoint implements AutoCloseable {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final List<RecordedResponse> responses = new CopyOnWriteArrayList<>();
  private final LoopbackServer server = new LoopbackServer("responses", this::exchange);
  private final Supplier<URI> base;
  private final Clock clock;

  public ResponseEndpoint() {
    base = server::uri;
    clock = Clock.systemUTC();
  }

  /**
   * @param base of the URLs: a proxy before this endpoint
   * @param clock tells when the URLs are signed
   */
  ResponseEndpoint(Supplier<URI> base, Clock clock) {
    this.base = base;
    this.clock = clock;
  }

  /**
   * An upload that was tried.
   *
   * @param status that it was responded with: 200 if it was accepted
   */
  public record RecordedResponse(String requestId, String body, int status) {}

  /**
   * A response that is waited for.
   *
   * @param request the event
   */
  record Pending(URI url, JsonNode request, CompletableFuture<String> body) {
    /** The first response, unless none comes in time. */
    Optional<CustomResourceResponse> await(Duration timeout) {
      try {
        return Optional.of(
            new CustomResourceResponse(body.get(timeout.toMillis(), TimeUnit.MILLISECONDS)));
      } catch (TimeoutException | ExecutionException e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  /** Every upload since the start, refused ones too. */
  public List<RecordedResponse> responses() {
    return List.copyOf(responses);
  }

  /** How many responses to a request were accepted: one, if all is well. */
  public long accepted(String requestId) {
    return responses.stream()
        .filter(r -> r.requestId().equals(requestId) && r.status() == 200)
        .count();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Where the endpoint itself listens. */
  URI uri() {
    return server.uri();
  }

  /** Lets the ServiceTimeout pass of every request that is still waited for. */
  void passServiceTimeouts() {
    pending.values().forEach(one -> one.body().completeExceptionally(new TimeoutException()));
  }

  /** Makes the URL to which the response to an event is to be put. */
  Pending open(JsonNode request) {
    String key =
        Stream.of("StackId", "LogicalResourceId", "RequestId")
            .map(member -> request.get(member).asText())
            .collect(Collectors.joining("|"));
    String signature = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    URI url =
        URI.create(
            "%s/%s?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=%s&X-Amz-Expires=7200&X-Amz-Signature=%s"
                .formatted(
                    base.get(),
                    URLEncoder.encode(key, StandardCharsets.UTF_8),
                    DATE.format(clock.instant()),
                    signature));
    Pending opened = new Pending(url, request, new CompletableFuture<>());
    pending.put(url.getRawPath(), opened);
    return opened;
  }

  private void exchange(HttpExchange exchange) throws IOException {
    String body = LoopbackServer.body(exchange);
    Pending target = pending.get(exchange.getRequestURI().getRawPath());
    String requestId = target == null ? "" : target.request().get("RequestId").asText();
    boolean isChunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
    boolean isSigned = target != null && signedFor(exchange, target);
    int status = isChunked ? 501 : isSigned ? 200 : 403;
    String code = isChunked ? "NotImplemented" : "SignatureDoesNotMatch";
    responses.add(new RecordedResponse(requestId, body, status));
    try {
      LoopbackServer.respond(
          exchange, status, status == 200 ? "" : "<Error><Code>" + code + "</Code></Error>");
    } finally {
      if (status == 200) {
        target.body().complete(body);
      }
    }
  }

  private static boolean signedFor(HttpExchange exchange, Pending target) {
    String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    return exchange.getRequestMethod().equals("PUT")
        && parameters(target.url()).equals(parameters(exchange.getRequestURI()))
        && (contentType == null || contentType.isEmpty());
  }

  /** A signature is over the parameters in alphabetical order, in whichever they are sent. */
  private static List<String> parameters(URI url) {
    return Stream.of(url.getQuery().split("&", -1)).sorted().toList();
  }
}
