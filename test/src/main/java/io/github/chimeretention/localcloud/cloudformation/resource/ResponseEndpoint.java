package io.github.chimeretention.localcloud.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.QueryProtocol;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Accepts the responses to custom resource requests as S3 does at a pre-signed URL. The URL is
 * signed for PUT and an empty content type, accepts any body of a known length, and can be reused
 * until it expires.
 */
public final class ResponseEndpoint implements AwsService {
  private static final Duration LIFETIME = Duration.ofHours(2);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final URI base;
  private final InstantSource clock;

  /** The URLs begin with {@code base}; {@code clock} determines when they are signed and expire. */
  public ResponseEndpoint(URI base, InstantSource clock) {
    this.base = base;
    this.clock = clock;
  }

  public record Pending(URI url, Instant expiry, CompletableFuture<Optional<String>> body) {
    /** The first response, unless none comes in time. */
    CompletableFuture<Optional<String>> await(Duration timeout) {
      return body.completeOnTimeout(Optional.empty(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Lets the ServiceTimeout of every pending request expire. */
  public void passServiceTimeouts() {
    pending.values().forEach(one -> one.body().complete(Optional.empty()));
  }

  /** Creates the URL for the response to an event. */
  public Pending open(JsonNode event) {
    String key =
        Stream.of("StackId", "LogicalResourceId", "RequestId")
            .map(member -> event.get(member).asText())
            .collect(Collectors.joining("|"));
    String signature = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    Instant now = clock.instant();
    URI url =
        URI.create(
            "%s/%s?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=%s&X-Amz-Expires=%d&X-Amz-Signature=%s"
                .formatted(
                    base,
                    URLEncoder.encode(key, StandardCharsets.UTF_8),
                    DATE.format(now),
                    LIFETIME.toSeconds(),
                    signature));
    Pending opened = new Pending(url, now.plus(LIFETIME), new CompletableFuture<>());
    pending.put(url.getPath(), opened);
    return opened;
  }

  @Override
  public AwsResponse serve(AwsRequest request) {
    if (request.headers().containsKey("Transfer-Encoding")) {
      throw new AwsException(501, "NotImplemented", "The length of the body is not stated");
    }
    Pending target = pending.get(request.path());
    String contentType = request.headers().getFirst("Content-Type");
    if (target == null
        || !request.method().equals("PUT")
        || !request.query().equals(QueryProtocol.parse(target.url().getRawQuery()))
        || !(contentType == null || contentType.isEmpty())) {
      throw new AwsException(403, "SignatureDoesNotMatch", "The URL is signed for another request");
    }
    if (clock.instant().isAfter(target.expiry())) {
      throw new AwsException(403, "AccessDenied", "Request has expired");
    }
    target.body().complete(Optional.of(request.text()));
    return AwsResponse.empty(200);
  }

  @Override
  public AwsResponse error(AwsException e) {
    return AwsResponse.s3Error(e);
  }
}
