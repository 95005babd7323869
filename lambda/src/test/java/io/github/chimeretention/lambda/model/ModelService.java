package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.StubbedResource;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import io.github.chimeretention.lambda.retention.ServiceCallException;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The service: it keeps what it takes, and fails as the invocation at hand is told to. */
final class ModelService extends StubbedResource {
  private final Map<String, RetentionSettings> settings = new TreeMap<>();
  private volatile Fault fault = Fault.NONE;

  ModelService(String resourceType, Map<String, Integer> found) {
    super(resourceType);
    found.forEach((identity, days) -> settings.put(identity, days(days)));
  }

  /** The one of the type's periods that is declared. */
  String period() {
    return periodProperties().get(0);
  }

  RetentionSettings days(int value) {
    return RetentionSettings.ofNullable(Map.of(period(), value));
  }

  void fails(Fault next) {
    fault = next;
  }

  /** The settings that are on, by identity. */
  Map<String, RetentionSettings> settings() {
    Map<String, RetentionSettings> on = new TreeMap<>(settings);
    on.values().removeIf(RetentionSettings.OFF::equals);
    return on;
  }

  @Override
  public void put(String identity, RetentionSettings put, Deadline deadline) {
    switch (fault) {
      case CRASH_BEFORE_PUT -> throw new Crash();
      case PUT_REFUSED -> throw new ServiceCallException("put refused", Effect.NONE, null);
      case PUT_LOST_ON_THE_WAY_THERE ->
          throw new ServiceCallException("put lost", Effect.UNKNOWN, null);
      default -> settings.put(identity, put);
    }
    if (fault == Fault.CRASH_AFTER_PUT) {
      throw new Crash();
    }
    if (fault == Fault.PUT_LOST_ON_THE_WAY_BACK) {
      throw new ServiceCallException("put lost", Effect.UNKNOWN, null);
    }
  }

  @Override
  public EffectiveSettings get(String identity, Deadline deadline) {
    if (fault == Fault.GET_REFUSED) {
      throw new ServiceCallException("get refused", Effect.NONE, null);
    }
    if (fault == Fault.CRASH_AFTER_GET) {
      throw new Crash();
    }
    return new EffectiveSettings(
        settings.getOrDefault(identity, RetentionSettings.OFF), Optional.empty());
  }
}
