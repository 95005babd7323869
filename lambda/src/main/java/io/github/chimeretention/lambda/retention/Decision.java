package io.github.chimeretention.lambda.retention;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.List;
import java.util.stream.Collectors;

/** The action that an event requests. Decided from the event alone, without any call. */
public sealed interface Decision {
  /** Create and Update: put these settings; unless it overwrites, only if no others are set. */
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
      return settings.equals(RetentionSettings.OFF)
          ? "turning off retention for " + identity
          : "setting " + settings + " for " + identity;
    }
  }

  /** Delete: turn the identity's periods off. */
  record Clear(Put off) implements Decision {
    @Override
    public String toString() {
      return off.toString();
    }
  }

  /** Delete of an ID that CloudFormation generated: undo the Create that it stopped waiting for. */
  record Undo(Put declared, Put off) implements Decision {
    @Override
    public String toString() {
      return "undoing an unfinished Create (" + declared + ")";
    }
  }

  /** Delete of a resource that never wrote the identity's settings: call nothing. */
  record Nothing(String why) implements Decision {
    @Override
    public String toString() {
      return "none, because " + why;
    }
  }

  /** Decides what an event requests; throws {@link RetentionException} if the event is invalid. */
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
