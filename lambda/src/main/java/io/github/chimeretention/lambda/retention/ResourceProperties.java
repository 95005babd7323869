package io.github.chimeretention.lambda.retention;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One event's properties, validated against their resource type. */
public record ResourceProperties(RetentionResource resource, Map<String, Object> values) {
  private static final String OVERWRITE_EXISTING = "OverwriteExisting";

  /** Properties of every type. A change of {@code Reapply}, which is any text, forces an Update. */
  private static final Set<String> COMMON =
      Set.of("ServiceToken", "ServiceTimeout", "Reapply", OVERWRITE_EXISTING);

  /** Finds the resource type; throws {@link RetentionException} if it is unknown. */
  public static ResourceProperties of(
      Object resourceType, Map<String, Object> values, List<RetentionResource> resources) {
    List<String> names = resources.stream().map(it -> it.type().name()).toList();
    int found = names.indexOf(resourceType);
    if (found < 0) {
      throw RetentionException.ofProperty("ResourceType", resourceType, "one of " + names);
    }
    return new ResourceProperties(resources.get(found), values);
  }

  /** Returns the declared put; it also overwrites if {@code OverwriteExisting} is true. */
  public Decision.Put put(boolean overwrites) {
    for (String property : values.keySet()) {
      if (!type().periodProperties().contains(property)
          && !property.equals(type().identityProperty())
          && !COMMON.contains(property)) {
        throw new RetentionException(
            "\"%s\" is not a property of %s; its properties are %s, %s, OverwriteExisting and Reapply"
                .formatted(
                    property,
                    type().name(),
                    type().identityProperty(),
                    String.join(", ", type().periodProperties())));
      }
    }
    return put(days(), overwritesExisting() || overwrites);
  }

  /** Returns the put that turns off the identity's periods; ignores all other properties. */
  Decision.Put off() {
    return put(RetentionSettings.OFF, true);
  }

  /** Returns how to undo a Create, which wrote nothing if its identity or its days are invalid. */
  Decision undo() {
    try {
      Decision.Put declared = put(days(), false);
      return declared.settings().equals(RetentionSettings.OFF)
          ? new Decision.Nothing("the Create declared no period")
          : new Decision.Undo(declared, off());
    } catch (RetentionException e) {
      return new Decision.Nothing("the Create was invalid: " + e.getMessage());
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
