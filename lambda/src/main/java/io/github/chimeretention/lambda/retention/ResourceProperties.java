package io.github.chimeretention.lambda.retention;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The properties of one event, read as a resource type's. */
record ResourceProperties(RetentionResource resource, Map<String, Object> values) {
  /** What every resource may have; the text of {@code Reapply} is there only to be changed. */
  private static final Set<String> COMMON = Set.of("ServiceToken", "ServiceTimeout", "Reapply");

  /** Finds the resource type of properties, or throws {@link InvalidRequestException}. */
  static ResourceProperties of(
      Object resourceType, Map<String, Object> values, List<RetentionResource> resources) {
    List<String> names = resources.stream().map(it -> it.type().name()).toList();
    int found = names.indexOf(resourceType);
    if (found < 0) {
      throw InvalidRequestException.ofProperty("ResourceType", resourceType, "one of " + names);
    }
    return new ResourceProperties(resources.get(found), values);
  }

  Decision.Put put() {
    return new Decision.Put(resource, validIdentity(), settings());
  }

  Decision.Clear clear() {
    settings();
    return new Decision.Clear(new Decision.Put(resource, validIdentity(), RetentionSettings.OFF));
  }

  boolean isOwnIdOf(String physicalResourceId) {
    return identity().filter(own -> own.equals(physicalResourceId)).isPresent();
  }

  private Optional<String> identity() {
    Object value = values.get(resource.type().identityProperty());
    return value instanceof String text ? resource.identity(text) : Optional.empty();
  }

  private String validIdentity() {
    String property = resource.type().identityProperty();
    String allowed = resource.type().allowedIdentity();
    return identity()
        .orElseThrow(
            () -> InvalidRequestException.ofProperty(property, values.get(property), allowed));
  }

  private RetentionSettings settings() {
    RetentionResource.Type type = resource.type();
    Map<String, Integer> days = new LinkedHashMap<>();
    values.forEach(
        (property, value) -> {
          if (type.periodProperties().contains(property)) {
            days.put(property, RetentionSettings.parse(property, value));
          } else if (!property.equals(type.identityProperty()) && !COMMON.contains(property)) {
            throw new InvalidRequestException(
                "\"%s\" is not a property of %s; it must be %s or one of %s"
                    .formatted(
                        property, type.name(), type.identityProperty(), type.periodProperties()));
          }
        });
    return new RetentionSettings(days);
  }
}
