package io.github.chimeretention.lambda.retention;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The properties of one event, read as a resource type's. */
public record ResourceProperties(RetentionResource resource, Map<String, Object> values) {
  private static final String OVERWRITE_EXISTING = "OverwriteExisting";

  /** Properties of every resource; {@code Reapply} holds a text whose only purpose is to change. */
  private static final Set<String> COMMON =
      Set.of("ServiceToken", "ServiceTimeout", "Reapply", OVERWRITE_EXISTING);

  /** Finds the resource type of properties, or throws {@link RetentionException}. */
  public static ResourceProperties of(
      Object resourceType, Map<String, Object> values, List<RetentionResource> resources) {
    List<String> names = resources.stream().map(it -> it.type().name()).toList();
    int found = names.indexOf(resourceType);
    if (found < 0) {
      throw RetentionException.ofProperty("ResourceType", resourceType, "one of " + names);
    }
    return new ResourceProperties(resources.get(found), values);
  }

  /** Returns the put that these properties declare; it may also overwrite if they say so. */
  public Decision.Put put(boolean overwrites) {
    for (String property : values.keySet()) {
      if (!type().periodProperties().contains(property)
          && !property.equals(type().identityProperty())
          && !COMMON.contains(property)) {
        throw new RetentionException(
            "\"%s\" is not a property of %s; it must be %s or one of %s"
                .formatted(
                    property, type().name(), type().identityProperty(), type().periodProperties()));
      }
    }
    return put(days(), overwritesExisting() || overwrites);
  }

  /**
   * Returns the put that turns off the identity's periods, however invalid other properties are.
   */
  Decision.Put off() {
    return put(RetentionSettings.OFF, true);
  }

  /** Undoes a Create, which wrote nothing unless its identity and its days are valid. */
  Decision undo() {
    try {
      Decision.Put declared = put(days(), false);
      return declared.settings().equals(RetentionSettings.OFF)
          ? new Decision.Nothing("no period was declared")
          : new Decision.Undo(declared, off());
    } catch (RetentionException e) {
      return new Decision.Nothing("nothing can have been created: " + e.getMessage());
    }
  }

  boolean isOwnIdOf(String physicalResourceId) {
    return identity().filter(own -> own.equals(physicalResourceId)).isPresent();
  }

  private RetentionResource.Type type() {
    return resource.type();
  }

  private Optional<String> identity() {
    Object value = values.get(type().identityProperty());
    return value instanceof String text ? resource.identity(text) : Optional.empty();
  }

  private Decision.Put put(RetentionSettings settings, boolean overwrites) {
    String property = type().identityProperty();
    String identity =
        identity()
            .orElseThrow(
                () ->
                    RetentionException.ofProperty(
                        property, values.get(property), type().allowedIdentity()));
    return new Decision.Put(resource, identity, settings, overwrites);
  }

  private RetentionSettings days() {
    Map<String, Integer> days = new LinkedHashMap<>();
    for (String property : type().periodProperties()) {
      if (values.containsKey(property)) {
        days.put(property, RetentionSettings.parse(property, values.get(property)));
      }
    }
    return new RetentionSettings(days);
  }

  private boolean overwritesExisting() {
    Object value = values.getOrDefault(OVERWRITE_EXISTING, "false");
    return switch (String.valueOf(value)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw RetentionException.ofProperty(OVERWRITE_EXISTING, value, "true or false");
    };
  }
}
