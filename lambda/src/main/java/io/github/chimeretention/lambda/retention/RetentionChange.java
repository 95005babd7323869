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

/** Applies one event to retention settings, from the decision to the resource's attributes. */
public final class RetentionChange {
  /** The physical ID of a resource that wrote nothing. No identity can have this value. */
  public static final String NOT_CREATED = "chime-retention:not-created";

  /** How long the service may keep reporting older settings after it accepted new ones. */
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
  private volatile String step = "reading the event";
  private volatile String hiddenMessages = "";
  private String effect = "No messages are hidden.";

  /** Prepares a change; {@link #apply} does the work. */
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
   * Returns the physical ID for the response; callable at any time. It is the event's own ID or
   * {@link #NOT_CREATED} until settings are written, or may have been; then it is the identity, so
   * that a rollback undoes the change.
   */
  public String physicalResourceId() {
    return physicalResourceId;
  }

  /** Returns the current step for messages, such as "reading the event"; callable at any time. */
  public String step() {
    return step;
  }

  /**
   * Returns how the change affects existing messages, or an empty text if it hides none or wrote
   * nothing; callable at any time.
   */
  public String hiddenMessages() {
    return hiddenMessages;
  }

  /** Applies the event, and returns the attributes of the resource. */
  public Map<String, String> apply(List<RetentionResource> resources) throws InterruptedException {
    Decision decision = Decision.of(event, resources);
    step = decision.toString();
    log.info("Action: " + step);
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

  /** Reads the current settings, and fails if the put must not overwrite them. */
  private void lookBefore(Decision.Put put) throws InterruptedException {
    if (put.overwrites()) {
      try {
        Deadline deadline = time.put().within(time.put().quarterUpTo(TIME_TO_LOOK));
        logBefore(put, put.resource().get(put.identity(), deadline));
      } catch (RetentionException e) {
        effect = "The previous settings could not be read: it is unknown if messages are hidden.";
        log.info("Could not read the current settings: " + e.getMessage());
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
    log.info("Current settings of " + put.identity() + ": " + before);
    hiddenMessages = HiddenMessages.by(before.settings(), put.settings(), today);
    if (put.isConfirmedBy(before)) {
      // A repeated event finds the same: it can't know the first attempt's effect on messages.
      effect = "The settings were already as declared.";
    }
    if (!hiddenMessages.isEmpty()) {
      effect = hiddenMessages;
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
          "The service accepted %s, but reports %s".formatted(put, effective),
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
      log.info("There is nothing to turn off: " + e.getMessage());
    }
  }

  /** Turns off the Create's settings until the Create can't put them again. */
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
        // A repeated put may become visible only after the settling time.
        end = time.clear().within(TIME_TO_REPEAT.plus(SETTLING_TIME));
      }
      log.info("The Create can't write any more, and its settings aren't in effect");
    } catch (RetentionException e) {
      if (e.effect() != Effect.REFUSED && e.effect() != Effect.NOT_FOUND) {
        throw e;
      }
      log.info("The Create was not undone, because the service rejected a call: " + e.getMessage());
    }
  }

  /** Puts the settings; returns those that the service reported, if any. */
  private Optional<EffectiveSettings> send(Decision.Put put, Deadline deadline)
      throws InterruptedException {
    try {
      Optional<EffectiveSettings> reported =
          put.resource().put(put.identity(), put.settings(), deadline);
      log.info("The service accepted " + put);
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
    log.info(
        "Reading back the settings, because the put may have worked: " + failedPut.getMessage());
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
    log.info("Read back the settings of " + put.identity() + ": " + effective);
    return effective;
  }

  /** Reads until the settings are as expected, or the settling time is over. */
  private static EffectiveSettings settled(
      Decision.Put put, Predicate<EffectiveSettings> expected, Deadline deadline)
      throws InterruptedException {
    Deadline settled = deadline.earlierBy(TIME_TO_READ).within(SETTLING_TIME);
    return read(put, expected, settled, Duration.ofMillis(100), deadline);
  }

  /** Reads with growing pauses until the settings are as expected; reads a last time at the end. */
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

  /** An attribute without a value is an empty text, so that {@code Fn::GetAtt} never fails. */
  private Map<String, String> attributes(RetentionResource.Type type, EffectiveSettings effective) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String property : type.periodProperties()) {
      attributes.put(property, Objects.toString(effective.settings().days().get(property), ""));
    }
    attributes.put(
        "InitiateDeletionTimestamp",
        effective.initiateDeletionTimestamp().map(Instant::toString).orElse(""));
    attributes.put("Effect", effect);
    return attributes;
  }
}
