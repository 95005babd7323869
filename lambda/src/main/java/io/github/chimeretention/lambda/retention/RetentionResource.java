package io.github.chimeretention.lambda.retention;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.util.List;
import java.util.Optional;

/** A resource type, and how its settings are put and got. Thread-safe. */
public interface RetentionResource {
  /**
   * A type by its name in a template, with the property that says whose settings these are, what
   * that must be, and the properties that take a period in days.
   */
  record Type(
      String name,
      String identityProperty,
      String allowedIdentity,
      List<String> periodProperties) {}

  Type type();

  /** Returns the one spelling of an identity, empty if it is not one. */
  Optional<String> identity(String value);

  /**
   * Makes these the identity's settings; a period that is not among them is turned off.
   *
   * @return what the service's response reports, empty if it reports nothing
   * @throws RetentionException if the service does not say that it accepted them
   */
  Optional<EffectiveSettings> put(String identity, RetentionSettings settings, Deadline deadline)
      throws InterruptedException;

  /**
   * Returns the identity's settings.
   *
   * @throws RetentionException if the service does not say
   */
  EffectiveSettings get(String identity, Deadline deadline) throws InterruptedException;
}
