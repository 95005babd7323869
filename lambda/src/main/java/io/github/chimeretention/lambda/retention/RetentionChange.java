package io.github.chimeretention.lambda.retention;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One event's change of retention settings, from the decision to the attributes. */
public final class RetentionChange implements Callable<Map<String, String>> {

  /**
   * The physical id of a resource whose create failed before anything was written. No identity has
   * it, so the Delete by which CloudFormation rolls the create back clears nothing.
   */
  public static final String NOT_CREATED = "chime-retention:not-created";

  private static final Duration LONGEST_CONFIRMATION_TIME = Duration.ofSeconds(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** The settings are not read again with less: what was read would be lost if that failed. */
  private static final Duration TIME_TO_READ = Duration.ofSeconds(1);

  private final CloudFormationCustomResourceEvent event;
  private final Map<String, RetentionResource> resources;
  private final Deadline deadline;
  private final Duration settlingTime;
  private final StepLog log;
  private final String idBeforeWrite;
  private volatile String physicalResourceId;
  private volatile Decision decision;

  /**
   * Prepares an event's change, which does nothing until it is called.
   *
   * @param settlingTime for how long the service may report older settings than those it took
   */
  public RetentionChange(
      CloudFormationCustomResourceEvent event,
      Map<String, RetentionResource> resources,
      Deadline deadline,
      Duration settlingTime,
      StepLog log) {
    this.event = event;
    this.resources = resources;
    this.deadline = deadline;
    this.settlingTime = settlingTime;
    this.log = log;
    this.idBeforeWrite =
        "Create".equals(event.getRequestType()) || event.getPhysicalResourceId() == null
            ? NOT_CREATED
            : event.getPhysicalResourceId();
    this.physicalResourceId = idBeforeWrite;
  }

  /**
   * Returns the physical id to answer with, at any time and from any thread: as long as nothing was
   * written, the event's own, or {@link #NOT_CREATED}; from then on the identity that was, or may
   * have been, written, so that a rollback undoes it.
   */
  public String physicalResourceId() {
    return physicalResourceId;
  }

  /**
   * Does what the event asks for.
   *
   * @return the attributes of the resource; none on Delete
   */
  @Override
  public Map<String, String> call() throws InterruptedException {
    decision = Decision.of(event, resources);
    log.info("Decided: " + this);
    if (decision instanceof Decision.Put put) {
      return attributes(put.resource(), write(put));
    }
    if (decision instanceof Decision.Clear clear) {
      clear(clear);
    }
    return Map.of();
  }

  /** Says what is to be done, for people; it may not be decided yet. */
  @Override
  public String toString() {
    Decision decided = decision;
    return decided == null ? "read the event" : decided.toString();
  }

  private EffectiveSettings write(Decision.Put put) throws InterruptedException {
    return confirm(put, send(put));
  }

  private void clear(Decision.Clear clear) throws InterruptedException {
    Decision.Put off = new Decision.Put(clear.resource(), clear.identity(), RetentionSettings.OFF);
    try {
      Optional<ServiceCallException> unanswered = send(off);
      if (unanswered.isPresent()) {
        confirm(off, unanswered);
      }
    } catch (ServiceCallException e) {
      if (e.effect() != Effect.NOT_FOUND) {
        throw e;
      }
      log.info("Nothing to delete: the identity is not found");
    }
  }

  /**
   * Puts the settings.
   *
   * @return empty if the service took them, the failure if it may have
   */
  private Optional<ServiceCallException> send(Decision.Put put) throws InterruptedException {
    Deadline leavesTimeToConfirm = deadline.earlierBy(deadline.share(4, LONGEST_CONFIRMATION_TIME));
    physicalResourceId = put.identity();
    try {
      put.resource().put(put.identity(), put.settings(), leavesTimeToConfirm);
      log.info("The service took the settings " + put.settings());
      return Optional.empty();
    } catch (ServiceCallException e) {
      if (e.effect() == Effect.UNKNOWN) {
        log.warn("Reading back what became of it: " + e.getMessage());
        return Optional.of(e);
      }
      physicalResourceId = idBeforeWrite;
      throw e;
    }
  }

  /** Reads the settings back and returns them if they are those that were put. */
  private EffectiveSettings confirm(Decision.Put put, Optional<ServiceCallException> unanswered)
      throws InterruptedException {
    EffectiveSettings effective = readBack(put, unanswered);
    if (effective.settings().equals(put.settings())) {
      log.with(Map.of("became", effective.toString())).info("The settings are in force");
      return effective;
    }
    if (unanswered.isPresent()) {
      physicalResourceId = idBeforeWrite;
      throw unanswered.get();
    }
    throw NotInForceException.reported(put.identity(), put.settings(), effective.settings());
  }

  /** Reads until the service reports what was put, or it has had its time to settle. */
  private EffectiveSettings readBack(Decision.Put put, Optional<ServiceCallException> unanswered)
      throws InterruptedException {
    Deadline settled = deadline.earlierBy(TIME_TO_READ).within(settlingTime);
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        EffectiveSettings effective = put.resource().get(put.identity(), deadline);
        if (effective.settings().equals(put.settings()) || !settled.allows(pause)) {
          return effective;
        }
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        pause = pause.multipliedBy(2);
      }
    } catch (ServiceCallException e) {
      if (unanswered.isPresent() && e.effect() != Effect.NOT_FOUND) {
        throw NotInForceException.unknown(unanswered.get(), e);
      }
      throw e;
    }
  }

  private static Map<String, String> attributes(
      RetentionResource resource, EffectiveSettings effective) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String property : resource.periodProperties()) {
      attributes.put(property, text(effective.settings().period(property)));
    }
    attributes.put("InitiateDeletionTimestamp", text(effective.initiateDeletionTimestamp()));
    return attributes;
  }

  private static String text(Optional<?> value) {
    return value.isPresent() ? value.get().toString() : "";
  }
}
