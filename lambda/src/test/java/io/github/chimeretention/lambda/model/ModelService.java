package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.StubbedResource;
import io.github.chimeretention.lambda.VirtualTime;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The service: it keeps what it accepts, and behaves as the invocation at hand is told to. */
final class ModelService extends StubbedResource {
  private static final Duration TOO_LONG = Duration.ofSeconds(30);

  private final VirtualTime time;
  private final Map<String, RetentionSettings> settings = new TreeMap<>();
  private Conditions conditions = Conditions.CALM;
  private RetentionSettings before = RetentionSettings.OFF;
  private long readsBeforeUntilNanos;
  private int calls;

  /** Makes a service that has these days by identity. */
  ModelService(String resourceType, Map<String, Integer> found, VirtualTime time) {
    super(resourceType);
    this.time = time;
    found.forEach((identity, days) -> settings.put(identity, days(days)));
  }

  /** The one of the type's periods that is declared. */
  final String period() {
    return type().periodProperties().get(0);
  }

  final RetentionSettings days(int value) {
    return new RetentionSettings(Map.of(period(), value));
  }

  synchronized void behave(Conditions next) {
    conditions = next;
    readsBeforeUntilNanos = time.nanos();
  }

  /** The settings that are on, by identity. */
  synchronized Map<String, RetentionSettings> settings() {
    Map<String, RetentionSettings> on = new TreeMap<>(settings);
    on.values().removeIf(RetentionSettings.OFF::equals);
    return on;
  }

  /** How often it was called. */
  synchronized int calls() {
    return calls;
  }

  @Override
  public synchronized Optional<EffectiveSettings> put(
      String identity, RetentionSettings put, Deadline deadline) {
    calls++;
    Fault fault = conditions.fault();
    if (fault == Fault.CRASH_BEFORE_PUT) {
      throw new Fault.Crash();
    }
    before = settings.getOrDefault(identity, RetentionSettings.OFF);
    if (fault.dropsSettings()) {
      settings.remove(identity);
    } else if (!fault.leavesPutUndone()) {
      settings.put(identity, put);
      Duration lag = fault == Fault.READS_LAG_TOO_LONG ? TOO_LONG : conditions.lag();
      readsBeforeUntilNanos = time.nanos() + lag.toNanos();
    }
    return respond(fault, put);
  }

  private Optional<EffectiveSettings> respond(Fault fault, RetentionSettings put) {
    return switch (fault) {
      case CRASH_AFTER_PUT -> throw new Fault.Crash();
      case PUT_REFUSED -> throw new RetentionException("put refused", Effect.NONE, null);
      case IDENTITY_GONE -> throw new RetentionException("gone", Effect.NOT_FOUND, null);
      case PUT_LOST_ON_THE_WAY_THERE,
          PUT_LOST_ON_THE_WAY_BACK,
          PUT_LOST_ON_THE_WAY_THERE_AND_GET_REFUSED,
          PUT_LOST_ON_THE_WAY_BACK_AND_GET_REFUSED,
          IDENTITY_GONE_AND_PUT_LOST ->
          throw new RetentionException("put lost", Effect.UNKNOWN, null);
      default ->
          switch (conditions.report()) {
            case SETTINGS -> Optional.of(effective(put));
            case NOTHING -> Optional.empty();
            case SETTINGS_BEFORE -> Optional.of(effective(before));
          };
    };
  }

  @Override
  public synchronized EffectiveSettings get(String identity, Deadline deadline) {
    calls++;
    return switch (conditions.fault()) {
      case GET_REFUSED,
          PUT_LOST_ON_THE_WAY_THERE_AND_GET_REFUSED,
          PUT_LOST_ON_THE_WAY_BACK_AND_GET_REFUSED ->
          throw new RetentionException("get refused", Effect.NONE, null);
      case GET_FINDS_NOTHING, IDENTITY_GONE_AND_PUT_LOST ->
          throw new RetentionException("gone", Effect.NOT_FOUND, null);
      case CRASH_AFTER_GET -> throw new Fault.Crash();
      default ->
          effective(
              time.nanos() < readsBeforeUntilNanos
                  ? before
                  : settings.getOrDefault(identity, RetentionSettings.OFF));
    };
  }

  private static EffectiveSettings effective(RetentionSettings settings) {
    return new EffectiveSettings(settings, Optional.empty());
  }
}
