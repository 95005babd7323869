package io.github.chimeretention.lambda.retention;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.List;
import java.util.stream.Collectors;

/** The action that an event requests. Decided from the event alone, without any call. */
public sealed interface Decision {
  /** Create and Update: make these the settings, over none or the same unless it overwrites. */
  record Put(
      RetentionResource resource, String identity, RetentionSettings settings, boolean overwrites)
      implements Decision {
    public boolean isConfirmedBy(EffectiveSettings effective) {
      return effective.settings().equals(settings);
    }

    /** Returns which of the current settings the put must not overwrite, empty if none. */
    public String conflict(EffectiveSettings current) {
      return current.settings().days().entrySet().stream()
          .filter(period -> !period.getValue().equals(settings.days().get(period.getKey())))
          .map(
              period ->
                  "%s of %s is already %3$d; declare %3$d, deploy, and then change it, or set overwriteExisting"
                      .formatted(period.getKey(), identity, period.getValue()))
          .collect(Collectors.joining(". "));
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

  /** Delete of an id that CloudFormation generated: undo the Create that it stopped waiting for. */
  record Undo(Put declared, Put off) implements Decision {
    @Override
    public String toString() {
      return "undo a create that may have " + declared;
    }
  }

  /** Delete of a resource that never wrote the identity's settings: call nothing. */
  record Nothing(String why) implements Decision {
    @Override
    public String toString() {
      return "call nothing: " + why;
    }
  }

  /** Decides what an event requests, or throws {@link RetentionException}. */
  static Decision of(CloudFormationCustomResourceEvent event, List<RetentionResource> resources) {
    String requestType = String.valueOf(event.getRequestType());
    String id = event.getPhysicalResourceId();
    if (requestType.equals("Delete") && RetentionChange.NOT_CREATED.equals(id)) {
      return new Nothing("the resource was not created");
    }
    ResourceProperties properties =
        ResourceProperties.of(event.getResourceType(), event.getResourceProperties(), resources);
    return switch (requestType) {
      case "Create" -> properties.put(false);
      case "Update" -> properties.put(properties.isOwnIdOf(id));
      case "Delete" -> properties.isOwnIdOf(id) ? new Clear(properties.off()) : properties.undo();
      default ->
          throw RetentionException.ofProperty(
              "RequestType", event.getRequestType(), "Create, Update or Delete");
    };
  }
}
