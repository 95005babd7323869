package io.github.chimeretention.lambda.retention;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.util.List;
import java.util.Optional;

/** A resource type, and how to put and get its settings. Thread-safe. */
public interface RetentionResource {
  /**
   * A resource type: its name in a template, the property that names the identity, a description of
   * valid identities for error messages, and the properties that hold a period in days.
   */
  record Type(
      String name,
      String identityProperty,
      String allowedIdentity,
      List<String> periodProperties) {}

  Type type();

  /** Returns the normalized identity, or empty if the value is not valid. */
  Optional<String> identity(String value);

  /**
   * Replaces the identity's settings; turns off each period that the settings don't have.
   *
   * @return the settings in the service's response, or empty if the response has none
   * @throws RetentionException if the service didn't confirm that it accepted the settings
   */
  Optional<EffectiveSettings> put(String identity, RetentionSettings settings, Deadline deadline)
      throws InterruptedException;

  /**
   * Returns the identity's settings.
   *
   * @throws RetentionException if the service didn't return them
   */
  EffectiveSettings get(String identity, Deadline deadline) throws InterruptedException;
}
