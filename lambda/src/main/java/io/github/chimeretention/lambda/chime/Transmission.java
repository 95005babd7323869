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
 * it is connected, so a request with a body counts as sent from that moment. Only such a request
 * writes: a Get has no body.
 */
final class Transmission {
  static final ExecutionAttribute<Transmission> ATTRIBUTE =
      new ExecutionAttribute<>("chime-retention.Transmission");

  boolean isSent;
  boolean writes;
  private boolean isSigned;

  private InputStream open(ContentStreamProvider content) {
    if (isSigned) {
      // An attempt that was left behind while it connected sends nothing later.
      if (Thread.currentThread().isInterrupted()) {
        throw new UncheckedIOException(new InterruptedIOException("left behind"));
      }
      isSent = true;
    }
    return content.newStream();
  }

  /** Observes the attempts of a client, whose requests carry their transmission. */
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
      // Until now the body was read to be signed.
      Transmission transmission = attributes.getAttribute(ATTRIBUTE);
      transmission.isSigned = true;
      transmission.writes = context.requestBody().isPresent();
      transmission.isSent = !transmission.writes;
    }
  }
}
