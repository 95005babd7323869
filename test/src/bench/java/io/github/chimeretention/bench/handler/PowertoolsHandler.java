package io.github.chimeretention.bench.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.Map;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/** Handles an event with Powertools for AWS Lambda. */
public final class PowertoolsHandler extends AbstractCustomResourceHandler {
  private final AppInstanceRetention retention = new AppInstanceRetention();

  @Override
  protected Response create(CloudFormationCustomResourceEvent event, Context context) {
    return put(event);
  }

  @Override
  protected Response update(CloudFormationCustomResourceEvent event, Context context) {
    return put(event);
  }

  @Override
  protected Response delete(CloudFormationCustomResourceEvent event, Context context) {
    retention.clear(event.getResourceProperties());
    return success(event, Map.of());
  }

  private Response put(CloudFormationCustomResourceEvent event) {
    return success(event, retention.put(event.getResourceProperties()));
  }

  private static Response success(
      CloudFormationCustomResourceEvent event, Map<String, Object> attributes) {
    return Response.builder()
        .value(attributes)
        .status(Response.Status.SUCCESS)
        .physicalResourceId(AppInstanceRetention.appInstanceArn(event.getResourceProperties()))
        .build();
  }
}
