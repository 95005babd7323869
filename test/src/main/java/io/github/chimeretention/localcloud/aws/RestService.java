package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A service whose operations are methods and paths, and whose results are JSON.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">AWS restJson1</a>
 */
public abstract class RestService implements AwsService {
  protected abstract ObjectNode call(AwsRequest request);

  @Override
  public final AwsResponse serve(AwsRequest request) {
    return AwsResponse.json(200, call(request));
  }

  @Override
  public final AwsResponse error(AwsException e) {
    return AwsResponse.jsonError(e);
  }
}
