package io.github.chimeretention.localcloud.aws;

/** Serves all requests that are signed for one service, in its protocol. */
public interface AwsService {
  /** Serves a request, or throws an {@link AwsException} if it is refused. */
  AwsResponse serve(AwsRequest request);

  AwsResponse error(AwsException e);
}
