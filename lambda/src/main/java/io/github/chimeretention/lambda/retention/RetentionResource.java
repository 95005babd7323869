package io.github.chimeretention.lambda.retention;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.util.Optional;

/** How the settings of a resource type are put and got. Thread-safe. */
public interface RetentionResource {

  /** Returns the type. */
  ResourceType type();

  /** Returns the one spelling of an identity, empty if it is not one. */
  Optional<String> identity(String value);

  /**
   * Makes these the identity's settings; a period that is not among them is turned off.
   *
   * @return what the service's response reports, empty if it reports nothing
   * @throws ServiceCallException if the service does not say that it accepted them
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<EffectiveSettings> put(String identity, RetentionSettings settings, Deadline deadline)
      throws InterruptedException;

  /**
   * Returns the identity's settings.
   *
   * @throws ServiceCallException if the service does not say
   * @throws InterruptedException if the thread is interrupted
   */
  EffectiveSettings get(String identity, Deadline deadline) throws InterruptedException;
}
