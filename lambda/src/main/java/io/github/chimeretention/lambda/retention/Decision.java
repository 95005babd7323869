package io.github.chimeretention.lambda.retention;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.List;

/** What an event asks for. Decided from the event alone, without any call. */
sealed interface Decision {
  /** Create and Update: make these the identity's settings. */
  record Put(RetentionResource resource, String identity, RetentionSettings settings)
      implements Decision {
    boolean isConfirmedBy(EffectiveSettings effective) {
      return effective.settings().equals(settings);
    }

    @Override
    public String toString() {
      return "put " + settings + " for " + identity;
    }
  }

  /** Delete: turn the identity's periods off. */
  record Clear(Put off) implements Decision {
    @Override
    public String toString() {
      return off.toString();
    }
  }

  /** Delete of a resource that never owned the identity's settings: call nothing. */
  record Nothing(String why) implements Decision {
    @Override
    public String toString() {
      return "call nothing: " + why;
    }
  }

  /** Decides what an event asks for, or throws {@link InvalidRequestException}. */
  static Decision of(CloudFormationCustomResourceEvent event, List<RetentionResource> resources) {
    ResourceProperties properties =
        ResourceProperties.of(event.getResourceType(), event.getResourceProperties(), resources);
    return switch (String.valueOf(event.getRequestType())) {
      case "Create", "Update" -> properties.put();
      case "Delete" ->
          properties.isOwnIdOf(event.getPhysicalResourceId())
              ? properties.clear()
              : new Nothing("the physical id is not the identity's own");
      default ->
          throw InvalidRequestException.ofProperty(
              "RequestType", event.getRequestType(), "Create, Update or Delete");
    };
  }
}
