package io.github.chimeretention.localcloud.aws;

/** Responds with an error of the service when the local cloud itself fails at a request. */
record GuardedService(AwsService service) implements AwsService {
  @Override
  public AwsResponse serve(AwsRequest request) {
    try {
      return service.serve(request);
    } catch (AwsException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AwsException(500, "InternalFailure", "The local cloud failed: " + e);
    }
  }

  @Override
  public AwsResponse error(AwsException e) {
    return service.error(e);
  }
}
