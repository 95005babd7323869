package io.github.chimeretention.localcloud.iam;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.AwsService;

/** A service that serves role sessions only what their role allows at that moment. */
public record Authorization(Iam iam, AwsService service) implements AwsService {
  @Override
  public AwsResponse serve(AwsRequest request) {
    String session = request.caller().session();
    if (!session.isEmpty() && !request.caller().service().equals("sts")) {
      iam.authorize(session, Access.of(request));
    }
    return service.serve(request);
  }

  @Override
  public AwsResponse error(AwsException e) {
    return service.error(e);
  }
}
