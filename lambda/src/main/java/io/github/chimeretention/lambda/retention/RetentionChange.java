package io.github.chimeretention.lambda.retention;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.invocation.TimeBudget;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One event's change of retention settings, from the decision to the attributes. */
public final class RetentionChange {

  /**
   * The physical id of a resource whose create failed before anything was written. No identity has
   * it, so the Delete by which CloudFormation rolls the create back clears nothing.
   */
  public static final String NOT_CREATED = "chime-retention:not-created";

  /** For how long the service may report older settings than those it accepted. */
  private static final Duration SETTLING_TIME = Duration.ofSeconds(20);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** The settings are not read again with less: what was read would be lost if that failed. */
  private static final Duration TIME_TO_READ = Duration.ofSeconds(1);

  private final CloudFormationCustomResourceEvent event;
  private final TimeBudget time;
  private final StepLog log;
  private final String idBeforeWrite;
  private volatile String physicalResourceId;
  private volatile String step = "read the event";

  /** Prepares an event's change, which does nothing until it is applied. */
  public RetentionChange(CloudFormationCustomResourceEvent event, TimeBudget time, StepLog log) {
    this.event = event;
    this.time = time;
    this.log = log;
    this.idBeforeWrite =
        "Create".equals(event.getRequestType()) || event.getPhysicalResourceId() == null
            ? NOT_CREATED
            : event.getPhysicalResourceId();
    this.physicalResourceId = idBeforeWrite;
  }

  /**
   * Returns the physical id to respond with, at any time and from any thread: as long as nothing
   * was written, the event's own, or {@link #NOT_CREATED}; from then on the identity that was, or
   * may have been, written, so that a rollback undoes it.
   */
  public String physicalResourceId() {
    return physicalResourceId;
  }

  /** Returns what is to be done, for people, at any time and from any thread. */
  public String step() {
    return step;
  }

  /**
   * Does what the event asks for.
   *
   * @return the attributes of the resource; none on Delete
   * @throws RetentionException if it is not done
   * @throws InterruptedException if the thread is interrupted
   */
  public Map<String, String> apply(List<RetentionResource> resources) throws InterruptedException {
    Decision decision = Decision.of(event, resources);
    step = decision.toString();
    log.info("Decided: " + step);
    if (decision instanceof Decision.Put put) {
      return attributes(put.resource(), write(put));
    }
    if (decision instanceof Decision.Clear clear) {
      clear(clear);
    }
    return Map.of();
  }

  private EffectiveSettings write(Decision.Put put) throws InterruptedException {
    EffectiveSettings effective = putAndRead(put);
    if (!put.isConfirmedBy(effective)) {
      throw SettingsNotConfirmedException.reported(put, effective);
    }
    log.info("The service reports for %s: %s".formatted(put.identity(), effective));
    return effective;
  }

  private EffectiveSettings putAndRead(Decision.Put put) throws InterruptedException {
    Optional<EffectiveSettings> reported;
    physicalResourceId = put.identity();
    try {
      reported = send(put);
    } catch (ServiceCallException e) {
      physicalResourceId = idBeforeWrite;
      throw e;
    }
    return reported.filter(put::isConfirmedBy).isPresent() ? reported.get() : readBack(put);
  }

  private void clear(Decision.Clear clear) throws InterruptedException {
    try {
      send(new Decision.Put(clear.resource(), clear.identity(), RetentionSettings.OFF));
    } catch (ServiceCallException e) {
      if (e.effect() != Effect.NOT_FOUND) {
        throw e;
      }
      log.info("There is nothing to clear: " + e.getMessage());
    }
  }

  /**
   * Puts the settings.
   *
   * @return what the service reports, empty if it reports nothing
   * @throws ServiceCallException if they were not written
   */
  private Optional<EffectiveSettings> send(Decision.Put put) throws InterruptedException {
    try {
      Optional<EffectiveSettings> reported =
          put.resource().put(put.identity(), put.settings(), time.put());
      log.info("The service accepted for %s: %s".formatted(put.identity(), put.settings()));
      return reported;
    } catch (ServiceCallException e) {
      if (e.effect() != Effect.UNKNOWN) {
        throw e;
      }
      return Optional.of(decideByReading(put, e));
    }
  }

  /** Finds out what became of a put that the service may have accepted. */
  private EffectiveSettings decideByReading(Decision.Put put, ServiceCallException failedPut)
      throws InterruptedException {
    log.warn("The settings may have been written; reading them back: " + failedPut.getMessage());
    EffectiveSettings effective;
    try {
      effective = readBack(put);
    } catch (ServiceCallException e) {
      if (e.effect() == Effect.NOT_FOUND) {
        throw e;
      }
      throw SettingsNotConfirmedException.unknown(failedPut, e);
    }
    if (!put.isConfirmedBy(effective)) {
      throw failedPut;
    }
    return effective;
  }

  /** Reads until the service reports what was put, or it has had its time to settle. */
  private EffectiveSettings readBack(Decision.Put put) throws InterruptedException {
    Deadline settled = time.confirmation().earlierBy(TIME_TO_READ).within(SETTLING_TIME);
    Duration pause = FIRST_PAUSE;
    while (true) {
      EffectiveSettings effective = put.resource().get(put.identity(), time.confirmation());
      if (put.isConfirmedBy(effective) || !settled.allows(pause)) {
        return effective;
      }
      settled.sleep(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  private static Map<String, String> attributes(
      RetentionResource resource, EffectiveSettings effective) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String property : resource.type().periodProperties()) {
      attributes.put(property, text(effective.settings().period(property)));
    }
    attributes.put("InitiateDeletionTimestamp", text(effective.initiateDeletionTimestamp()));
    return attributes;
  }

  private static String text(Optional<?> value) {
    return value.isPresent() ? value.get().toString() : "";
  }
}
