package io.github.chimeretention.localcloud.aws;

/** Serves all requests that are signed for one service, in its protocol. */
public interface AwsService {
  /**
   * @throws AwsException if the request is refused
   */
  AwsResponse serve(AwsRequest request);

  AwsResponse error(AwsException e);
}
