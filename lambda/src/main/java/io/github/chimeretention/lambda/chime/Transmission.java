package io.github.chimeretention.lambda.chime;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Tracks whether an attempt's request left the machine. The HTTP client asks for the body only once
 * it is connected, so a request with a body counts as sent from that moment. Only requests with a
 * body write; a Get has none.
 */
final class Transmission {
  static final ExecutionAttribute<Transmission> ATTRIBUTE =
      new ExecutionAttribute<>("chime-retention.Transmission");

  boolean isSent;
  boolean writes;
  private boolean isSigned;

  private InputStream open(ContentStreamProvider content) {
    if (isSigned) {
      // An attempt that timed out while it connected must not send anything later.
      if (Thread.currentThread().isInterrupted()) {
        throw new UncheckedIOException(new InterruptedIOException("timed out while connecting"));
      }
      isSent = true;
    }
    return content.newStream();
  }

  /** Observes a client's attempts, each of which has its transmission as an attribute. */
  static final class Observer implements ExecutionInterceptor {
    @Override
    public Optional<RequestBody> modifyHttpContent(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      Transmission transmission = attributes.getAttribute(ATTRIBUTE);
      return context
          .requestBody()
          .map(
              body ->
                  RequestBody.fromContentProvider(
                      () -> transmission.open(body.contentStreamProvider()),
                      body.optionalContentLength().orElseThrow(),
                      body.contentType()));
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      // Before this, the body was read only for the signature.
      Transmission transmission = attributes.getAttribute(ATTRIBUTE);
      transmission.isSigned = true;
      transmission.writes = context.requestBody().isPresent();
      transmission.isSent = !transmission.writes;
    }
  }
}
