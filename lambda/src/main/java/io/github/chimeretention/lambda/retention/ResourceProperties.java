package io.github.chimeretention.lambda.retention;

import static io.github.chimeretention.lambda.retention.InvalidRequestException.quote;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The properties of one event, read as a resource type's. */
record ResourceProperties(RetentionResource resource, Map<String, Object> values) {
  private static final String SERVICE_TOKEN = "ServiceToken";
  private static final String SERVICE_TIMEOUT = "ServiceTimeout";

  ResourceProperties {
    values = values == null ? Map.of() : values;
  }

  Decision.Put put() {
    return new Decision.Put(resource, validIdentity(), settings());
  }

  Decision.Clear clear() {
    settings();
    return new Decision.Clear(resource, validIdentity());
  }

  boolean isOwnIdOf(String physicalResourceId) {
    return identity().filter(own -> Objects.equals(own, physicalResourceId)).isPresent();
  }

  private Optional<String> identity() {
    return values.get(resource.identityProperty()) instanceof String value
        ? resource.identity(value)
        : Optional.empty();
  }

  private String validIdentity() {
    Optional<String> identity = identity();
    if (identity.isEmpty()) {
      throw InvalidRequestException.ofProperty(
          resource.identityProperty(),
          values.get(resource.identityProperty()),
          resource.allowedIdentity());
    }
    return identity.get();
  }

  private RetentionSettings settings() {
    Map<String, RetentionDays> days = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      String property = entry.getKey();
      if (resource.periodProperties().contains(property)) {
        days.put(property, RetentionDays.parse(property, entry.getValue()));
      } else if (!property.equals(resource.identityProperty())
          && !property.equals(SERVICE_TOKEN)
          && !property.equals(SERVICE_TIMEOUT)) {
        throw new InvalidRequestException(
            "%s is not a property of %s; its properties are %s and %s"
                .formatted(
                    quote(property),
                    resource.resourceType(),
                    resource.identityProperty(),
                    String.join(", ", resource.periodProperties())));
      }
    }
    return new RetentionSettings(days);
  }
}
