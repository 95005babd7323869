package io.github.chimeretention.localcloud.aws;

/** Serves all requests that are signed for one service, in its protocol. */
public interface AwsService {
  /** Serves a request, or throws an {@link AwsException} if it is refused. */
  AwsResponse serve(AwsRequest request);

  /** The response to a request that is refused; JSON as most services have it. */
  default AwsResponse error(AwsException e) {
    return AwsResponse.error(
        e, Json.object().put("__type", e.code()).put("message", e.getMessage()));
  }
}
