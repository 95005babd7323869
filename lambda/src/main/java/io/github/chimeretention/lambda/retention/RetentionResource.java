package io.github.chimeretention.lambda.retention;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.util.List;
import java.util.Optional;

/** A resource type: what its properties are, and how its settings are put and got. Thread-safe. */
public interface RetentionResource {

  /** Returns the template's name of the type, such as {@code Custom::ChimeRetentionSettings}. */
  String resourceType();

  /** Returns the property that says whose settings these are. */
  String identityProperty();

  /** Returns what is allowed as identity, for people. */
  String allowedIdentity();

  /** Returns a well-formed identity that is nobody's. */
  String exampleIdentity();

  /** Returns the one spelling of an identity, empty if it is not one. */
  Optional<String> identity(String value);

  /** Returns the properties that take a period in days. */
  List<String> periodProperties();

  /**
   * Makes these the identity's settings; a period that is not among them is turned off.
   *
   * @throws ServiceCallException if the service does not say that it took them
   * @throws InterruptedException if the thread is interrupted
   */
  void put(String identity, RetentionSettings settings, Deadline deadline)
      throws InterruptedException;

  /**
   * Returns the identity's settings.
   *
   * @throws ServiceCallException if the service does not say
   * @throws InterruptedException if the thread is interrupted
   */
  EffectiveSettings get(String identity, Deadline deadline) throws InterruptedException;
}
