package io.github.chimeretention.localcloud.chime;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.AwsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Records the requests to a local cloud's services, and makes those of Chime fail. */
public final class ServiceWatch implements UnaryOperator<AwsService> {
  private final Faults faults = new Faults();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final List<RecordedRequest> responses = new CopyOnWriteArrayList<>();
  private final Set<String> unserved = ConcurrentHashMap.newKeySet();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  /** A received request. */
  public record RecordedRequest(String operation, String path, String body) {
    /** Whether it is for an account or an app instance. */
    public boolean isFor(String identity) {
      return path.contains("/" + identity + "/");
    }
  }

  /** Returns the requests and the faults of one of Chime's APIs. */
  public WatchedApi of(ChimeApi api, Retentions retentions) {
    return new WatchedApi(api, retentions, faults, requests, missing);
  }

  /** Returns the accepted responses to an event. */
  public List<String> responses(String requestId) {
    return responses.stream()
        .filter(response -> response.path().endsWith("|" + requestId))
        .map(RecordedRequest::body)
        .toList();
  }

  /** Returns the operations that clients called but the local cloud doesn't serve. */
  public Set<String> unserved() {
    return Set.copyOf(unserved);
  }

  @Override
  public AwsService apply(AwsService service) {
    return new AwsService() {
      @Override
      public AwsResponse serve(AwsRequest request) {
        if (request.path().endsWith("/retention-settings")) {
          return serveChime(request, service);
        }
        return request.caller().service().equals("presigned")
            ? serveResponse(request, service)
            : serveOther(request, service);
      }

      @Override
      public AwsResponse error(AwsException e) {
        return service.error(e);
      }
    };
  }

  private AwsResponse serveChime(AwsRequest request, AwsService service) {
    ChimeApi api =
        request.path().startsWith("/accounts/") ? ChimeApi.CHIME : ChimeApi.CHIME_SDK_IDENTITY;
    String verb = request.method().equals("PUT") ? "Put" : "Get";
    RecordedRequest recorded =
        new RecordedRequest(verb + api.member(), request.path(), request.text());
    requests.add(recorded);
    Optional<Fault> fault = faults.take(recorded.operation());
    if (fault.isPresent() && fault.get() instanceof Fault.Refuse refuse) {
      throw refuse.error().exception(refuse.message());
    }
    if (fault.isPresent()) {
      // The server closes the connection when a handler throws.
      throw new UncheckedIOException(new IOException("Cut off"));
    }
    if (missing.stream().anyMatch(recorded::isFor)) {
      // The app-instance API has no error for an unknown identity.
      ServiceError unknown =
          api == ChimeApi.CHIME ? ServiceError.NOT_FOUND : ServiceError.FORBIDDEN;
      throw unknown.exception("There is none at " + request.path() + ", or you may not access it");
    }
    return service.serve(request);
  }

  /** Records the response before its effect is visible. */
  private AwsResponse serveResponse(AwsRequest request, AwsService service) {
    RecordedRequest response = new RecordedRequest("Put", request.path(), request.text());
    responses.add(response);
    try {
      return service.serve(request);
    } catch (AwsException e) {
      responses.remove(response);
      throw e;
    }
  }

  private AwsResponse serveOther(AwsRequest request, AwsService service) {
    try {
      return service.serve(request);
    } catch (AwsException e) {
      if (e.code().equals("UnknownOperationException")) {
        unserved.add(request.caller().service() + ": " + e.getMessage());
      }
      throw e;
    }
  }
}
