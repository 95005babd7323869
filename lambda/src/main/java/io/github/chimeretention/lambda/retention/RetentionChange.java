package io.github.chimeretention.lambda.retention;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.invocation.TimeBudget;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** One event's change of retention settings, from the decision to the attributes. */
public final class RetentionChange {
  /** The physical id of a resource of which nothing was written: no identity has it. */
  public static final String NOT_CREATED = "chime-retention:not-created";

  /** For how long the service may report older settings than those it accepted. */
  private static final Duration SETTLING_TIME = Duration.ofSeconds(20);

  /** Don't read again with less time left: a failed read would lose the last result. */
  private static final Duration TIME_TO_READ = Duration.ofSeconds(1);

  /** Time to read the current settings for the log; a failed read is not an error. */
  private static final Duration TIME_TO_LOOK = Duration.ofSeconds(5);

  /** An accepted put whose response was lost is repeated within this time, in four attempts. */
  private static final Duration TIME_TO_REPEAT = Duration.ofMinutes(1);

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
      lookBefore(put);
      return write(put);
    }
    if (decision instanceof Decision.Clear clear) {
      clear(clear.off());
    }
    if (decision instanceof Decision.Undo undo) {
      undo(undo.declared(), undo.off());
    }
    return Map.of();
  }

  private Map<String, String> write(Decision.Put put) throws InterruptedException {
    Optional<EffectiveSettings> reported;
    physicalResourceId = put.identity();
    try {
      reported = send(put, time.put());
    } catch (RetentionException e) {
      if (e.effect() != Effect.UNKNOWN) {
        physicalResourceId = idBeforeWrite;
        hiddenMessages = "";
      }
      throw e;
    }
    return attributes(put.resource().type(), confirmed(put, reported));
  }

  /** Reads the current settings: decisive for a put that must not overwrite others. */
  private void lookBefore(Decision.Put put) throws InterruptedException {
    if (put.overwrites()) {
      try {
        Deadline deadline = time.put().within(time.put().quarterUpTo(TIME_TO_LOOK));
        logBefore(put, put.resource().get(put.identity(), deadline));
      } catch (RetentionException e) {
        log.info("The current settings are unknown: " + e.getMessage());
      }
      return;
    }
    EffectiveSettings before = settled(put, current -> put.conflict(current).isEmpty(), time.put());
    String conflict = put.conflict(before);
    if (!conflict.isEmpty()) {
      throw new RetentionException(conflict);
    }
    logBefore(put, before);
  }

  /** Logs the current settings, and which messages the change hides. */
  private void logBefore(Decision.Put put, EffectiveSettings before) {
    log.info("Before, the service reports for " + put.identity() + ": " + before);
    hiddenMessages = HiddenMessages.by(before.settings(), put.settings(), today);
    if (!hiddenMessages.isEmpty()) {
      log.info(hiddenMessages);
    }
  }

  private EffectiveSettings confirmed(Decision.Put put, Optional<EffectiveSettings> reported)
      throws InterruptedException {
    EffectiveSettings effective =
        reported.filter(put::isConfirmedBy).isPresent() ? reported.get() : readBack(put);
    requireConfirmed(put, effective);
    return effective;
  }

  private static void requireConfirmed(Decision.Put put, EffectiveSettings effective) {
    if (!put.isConfirmedBy(effective)) {
      throw new RetentionException(
          "The service accepted the settings %s for %s, but reports %s"
              .formatted(put.settings(), put.identity(), effective),
          Effect.UNKNOWN,
          null);
    }
  }

  private void clear(Decision.Put off) throws InterruptedException {
    try {
      Optional<EffectiveSettings> reported = send(off, time.clear());
      if (reported.isPresent()) {
        confirmed(off, reported);
      }
    } catch (RetentionException e) {
      if (e.effect() != Effect.NOT_FOUND) {
        throw e;
      }
      log.info("There is nothing to clear: " + e.getMessage());
    }
  }

  /** Turns off what the Create sets, until its time to put is over, or it doesn't put again. */
  private void undo(Decision.Put declared, Decision.Put off) throws InterruptedException {
    Deadline end = time.clear();
    Deadline deadline = time.confirmation();
    Duration pause = Duration.ofSeconds(1);
    try {
      while (declared.isConfirmedBy(
          read(declared, declared::isConfirmedBy, end, pause, deadline))) {
        send(off, deadline);
        EffectiveSettings after = settled(off, off::isConfirmedBy, deadline);
        if (time.clear().left().isZero()) {
          requireConfirmed(off, after);
        }
        end = time.clear().within(TIME_TO_REPEAT);
      }
      log.info("The create can put nothing more, and its settings are not in force");
    } catch (RetentionException e) {
      if (e.effect() != Effect.REFUSED && e.effect() != Effect.NOT_FOUND) {
        throw e;
      }
      log.info("Not undone, because the service rejects it: " + e.getMessage());
    }
  }

  /** Returns what the service reports of the put, or throws if nothing was written. */
  private Optional<EffectiveSettings> send(Decision.Put put, Deadline deadline)
      throws InterruptedException {
    try {
      Optional<EffectiveSettings> reported =
          put.resource().put(put.identity(), put.settings(), deadline);
      log.info("The service accepted for " + put.identity() + ": " + put.settings());
      return reported;
    } catch (RetentionException e) {
      if (e.effect() != Effect.UNKNOWN) {
        throw e;
      }
      return Optional.of(decideByReading(put, e));
    }
  }

  private EffectiveSettings decideByReading(Decision.Put put, RetentionException failedPut)
      throws InterruptedException {
    log.info("The settings may have been written; reading them back: " + failedPut.getMessage());
    EffectiveSettings effective;
    try {
      effective = readBack(put);
    } catch (RetentionException e) {
      throw e.effect() == Effect.NOT_FOUND
          ? e
          : new RetentionException(
              failedPut.getMessage()
                  + ". It is not known whether the settings were written: "
                  + e.getMessage(),
              Effect.UNKNOWN,
              e);
    }
    if (!put.isConfirmedBy(effective)) {
      throw new RetentionException(failedPut.getMessage(), Effect.NONE, failedPut);
    }
    return effective;
  }

  private EffectiveSettings readBack(Decision.Put put) throws InterruptedException {
    EffectiveSettings effective = settled(put, put::isConfirmedBy, time.confirmation());
    log.info("The service reports for " + put.identity() + ": " + effective);
    return effective;
  }

  /** Reads until the settings are as expected, or the service has had its time to settle. */
  private static EffectiveSettings settled(
      Decision.Put put, Predicate<EffectiveSettings> expected, Deadline deadline)
      throws InterruptedException {
    Deadline settled = deadline.earlierBy(TIME_TO_READ).within(SETTLING_TIME);
    return read(put, expected, settled, Duration.ofMillis(100), deadline);
  }

  /** Reads with growing pauses until the settings are as expected, the last time at an end. */
  private static EffectiveSettings read(
      Decision.Put put,
      Predicate<EffectiveSettings> expected,
      Deadline end,
      Duration firstPause,
      Deadline deadline)
      throws InterruptedException {
    for (Duration pause = firstPause; ; pause = pause.multipliedBy(2)) {
      EffectiveSettings current = put.resource().get(put.identity(), deadline);
      if (expected.test(current) || end.left().isZero()) {
        return current;
      }
      Duration longest = firstPause.multipliedBy(16);
      pause = pause.compareTo(longest) < 0 ? pause : longest;
      end.time().sleep(end.allows(pause) ? pause : end.left());
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
