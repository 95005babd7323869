package io.github.chimeretention.lambda.cloudformation;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An event as it was received.
 *
 * @param event what could be read of it; a member that is missing or of another type is null
 * @param defect what is wrong with its JSON, empty if nothing is
 */
public record ReceivedEvent(CloudFormationCustomResourceEvent event, Optional<String> defect) {
  /** <i>AWS CloudFormation Template Reference, AWS::CloudFormation::CustomResource</i>. */
  private static final Duration DEFAULT_SERVICE_TIMEOUT = Duration.ofHours(1);

  /** Returns for how long CloudFormation waits for the response. */
  public Duration serviceTimeout() {
    Map<String, Object> properties = event.getResourceProperties();
    return properties != null
            && properties.get("ServiceTimeout") instanceof String seconds
            && seconds.matches("[0-9]{1,4}")
        ? Duration.ofSeconds(Integer.parseInt(seconds))
        : DEFAULT_SERVICE_TIMEOUT;
  }
}
