package io.github.chimeretention.lambda.retention;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.invocation.TimeBudget;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One event's change of retention settings, from the decision to the attributes. */
public final class RetentionChange {
  /** The physical id of a resource of which nothing was written: no identity has it. */
  public static final String NOT_CREATED = "chime-retention:not-created";

  /** For how long the service may report older settings than those it accepted. */
  private static final Duration SETTLING_TIME = Duration.ofSeconds(20);

  /** With less they are not read again: what was read would be lost if that failed. */
  private static final Duration TIME_TO_READ = Duration.ofSeconds(1);

  /** What stands before is worth a look, but no failure. */
  private static final Duration TIME_TO_LOOK = Duration.ofSeconds(5);

  private final CloudFormationCustomResourceEvent event;
  private final TimeBudget time;
  private final StepLog log;
  private final LocalDate today;
  private final String idBeforeWrite;
  private volatile String physicalResourceId;
  private volatile String step = "read the event";
  private volatile String hiddenMessages = "";

  /** Prepares an event's change. */
  public RetentionChange(
      CloudFormationCustomResourceEvent event, TimeBudget time, StepLog log, LocalDate today) {
    this.event = event;
    this.time = time;
    this.log = log;
    this.today = today;
    this.idBeforeWrite =
        "Create".equals(event.getRequestType()) || event.getPhysicalResourceId() == null
            ? NOT_CREATED
            : event.getPhysicalResourceId();
    this.physicalResourceId = idBeforeWrite;
  }

  /**
   * Returns the physical id to respond with, at any time: the event's own, or {@link #NOT_CREATED},
   * until something is or may be written; then the identity, so that a rollback undoes it.
   */
  public String physicalResourceId() {
    return physicalResourceId;
  }

  /** Returns what is to be done, at any time. */
  public String step() {
    return step;
  }

  /**
   * Returns what the change does to messages that are there, at any time: empty if it hides none,
   * or if nothing is written.
   */
  public String hiddenMessages() {
    return hiddenMessages;
  }

  /** Does what the event asks for, and returns the attributes of the resource. */
  public Map<String, String> apply(List<RetentionResource> resources) throws InterruptedException {
    Decision decision = Decision.of(event, resources);
    step = decision.toString();
    log.info("Decided: " + step);
    if (decision instanceof Decision.Put put) {
      return attributes(put.resource().type(), write(put));
    }
    if (decision instanceof Decision.Clear clear) {
      clear(clear.off());
    }
    return Map.of();
  }

  private EffectiveSettings write(Decision.Put put) throws InterruptedException {
    look(put);
    Optional<EffectiveSettings> reported;
    physicalResourceId = put.identity();
    try {
      reported = send(put);
    } catch (ServiceCallException e) {
      physicalResourceId = idBeforeWrite;
      hiddenMessages = "";
      throw e;
    }
    return confirmed(put, reported);
  }

  /** Finds out what stands before, and so what the change does to messages. */
  private void look(Decision.Put put) throws InterruptedException {
    Deadline deadline = time.put().within(time.put().quarterUpTo(TIME_TO_LOOK));
    try {
      EffectiveSettings before = put.resource().get(put.identity(), deadline);
      log.info("Before, the service reports for " + put.identity() + ": " + before);
      hiddenMessages = HiddenMessages.by(before.settings(), put.settings(), today);
      if (!hiddenMessages.isEmpty()) {
        log.info(hiddenMessages);
      }
    } catch (ServiceCallException e) {
      log.info("It is not known what stands before: " + e.getMessage());
    }
  }

  private EffectiveSettings confirmed(Decision.Put put, Optional<EffectiveSettings> reported)
      throws InterruptedException {
    EffectiveSettings effective =
        reported.filter(put::isConfirmedBy).isPresent() ? reported.get() : readBack(put);
    if (!put.isConfirmedBy(effective)) {
      throw new SettingsNotConfirmedException(put, effective);
    }
    return effective;
  }

  private void clear(Decision.Put off) throws InterruptedException {
    try {
      Optional<EffectiveSettings> reported = send(off);
      if (reported.isPresent()) {
        confirmed(off, reported);
      }
    } catch (ServiceCallException e) {
      if (e.effect() != Effect.NOT_FOUND) {
        throw e;
      }
      log.info("There is nothing to clear: " + e.getMessage());
    }
  }

  /** Returns what the service reports of the put, or throws if nothing was written. */
  private Optional<EffectiveSettings> send(Decision.Put put) throws InterruptedException {
    try {
      Optional<EffectiveSettings> reported =
          put.resource().put(put.identity(), put.settings(), time.put());
      log.info("The service accepted for " + put.identity() + ": " + put.settings());
      return reported;
    } catch (ServiceCallException e) {
      if (e.effect() != Effect.UNKNOWN) {
        throw e;
      }
      return Optional.of(decideByReading(put, e));
    }
  }

  private EffectiveSettings decideByReading(Decision.Put put, ServiceCallException failedPut)
      throws InterruptedException {
    log.info("The settings may have been written; reading them back: " + failedPut.getMessage());
    EffectiveSettings effective;
    try {
      effective = readBack(put);
    } catch (ServiceCallException e) {
      throw e.effect() == Effect.NOT_FOUND ? e : new SettingsNotConfirmedException(failedPut, e);
    }
    if (!put.isConfirmedBy(effective)) {
      throw failedPut;
    }
    return effective;
  }

  /** Reads until the service reports what was put, or it has had its time to settle. */
  private EffectiveSettings readBack(Decision.Put put) throws InterruptedException {
    Deadline settled = time.confirmation().earlierBy(TIME_TO_READ).within(SETTLING_TIME);
    Duration pause = Duration.ofMillis(100);
    while (true) {
      EffectiveSettings effective = put.resource().get(put.identity(), time.confirmation());
      if (put.isConfirmedBy(effective) || !settled.allows(pause)) {
        log.info("The service reports for " + put.identity() + ": " + effective);
        return effective;
      }
      settled.time().sleep(pause);
      pause = pause.compareTo(Duration.ofSeconds(2)) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  /** What has no value is the empty text, so that {@code Fn::GetAtt} never fails. */
  private static Map<String, String> attributes(
      RetentionResource.Type type, EffectiveSettings effective) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String property : type.periodProperties()) {
      attributes.put(property, Objects.toString(effective.settings().days().get(property), ""));
    }
    attributes.put(
        "InitiateDeletionTimestamp",
        effective.initiateDeletionTimestamp().map(Instant::toString).orElse(""));
    return attributes;
  }
}
