package io.github.chimeretention.localcloud.aws;

/** Serves all requests that are signed for one service. */
public interface AwsService {
  AwsResponse serve(AwsRequest request);
}
