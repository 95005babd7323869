package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.StubbedResource;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.model.Disturbances.Fault;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** One invocation's calls to the service, with all attempts that the function makes. */
final class ModelCalls extends StubbedResource {
  private final ModelService service;
  private final ModelInvocation invocation;

  ModelCalls(String resourceType, ModelService service, ModelInvocation invocation) {
    super(resourceType);
    this.service = service;
    this.invocation = invocation;
  }

  @Override
  public Optional<EffectiveSettings> put(
      String identity, RetentionSettings settings, Deadline deadline) {
    return call(
        identity,
        deadline,
        true,
        () -> {
          RetentionSettings before = service.last(identity).settings();
          invocation.event.mayHavePut();
          service.put(identity, settings, invocation, invocation.lag());
          return switch (invocation.disturbances.report()) {
            case SETTINGS -> Optional.of(effective(settings));
            case NOTHING -> Optional.empty();
            case SETTINGS_BEFORE -> Optional.of(effective(before));
          };
        });
  }

  @Override
  public EffectiveSettings get(String identity, Deadline deadline) {
    return call(identity, deadline, false, () -> effective(service.read(identity)));
  }

  private <T> T call(String identity, Deadline deadline, boolean isPut, Supplier<T> request) {
    Deadline permissionsTakeEffect = deadline.within(Duration.ofSeconds(60));
    Effect effect = Effect.NONE;
    Fault fault = Fault.NONE;
    Duration pause = Duration.ofMillis(100);
    while (!deadline.left().isZero()) {
      fault = invocation.nextFault(isPut);
      Optional<T> response = attempt(identity, deadline, isPut, fault, request);
      if (response.isPresent()) {
        return response.get();
      }
      fault = service.hasRemoved(identity) ? Fault.NOT_FOUND : fault;
      effect = effect == Effect.UNKNOWN ? effect : effect(fault, isPut);
      boolean isFinal =
          fault == Fault.REJECTED
              || fault == Fault.NOT_FOUND
              || (fault == Fault.NOT_AUTHORIZED && permissionsTakeEffect.left().isZero());
      if (isFinal || !deadline.allows(pause.plusSeconds(1))) {
        break;
      }
      invocation.sleep(pause);
      pause = pause.compareTo(Duration.ofSeconds(3)) < 0 ? pause.multipliedBy(2) : pause;
    }
    if (effect == Effect.UNKNOWN) {
      invocation.event.mayHavePut();
    }
    invocation.note("%s %s: %s".formatted(isPut ? "Put" : "Get", identity, fault));
    throw new RetentionException(fault.name(), effect, null);
  }

  /** Makes one attempt; the response is empty if it failed. */
  private <T> Optional<T> attempt(
      String identity, Deadline deadline, boolean isPut, Fault fault, Supplier<T> request) {
    invocation.step();
    Deadline end = deadline.within(Duration.ofSeconds(10));
    Duration there = invocation.latency();
    boolean isCutOff = !end.allows(there);
    if (isPut && (fault == Fault.ARRIVES_LATE || (fault == Fault.NONE && isCutOff))) {
      invocation.sleep(end.left());
      invocation.arriveLate(() -> arrive(identity, request));
      return Optional.empty();
    }
    invocation.sleep(isCutOff ? end.left() : there);
    boolean arrives = fault == Fault.NONE || fault == Fault.LOST_ON_THE_WAY_BACK;
    Optional<T> response = arrives ? arrive(identity, request) : Optional.empty();
    invocation.step();
    invocation.sleep(end.within(invocation.latency()).left());
    return fault == Fault.NONE ? response : Optional.empty();
  }

  private <T> Optional<T> arrive(String identity, Supplier<T> request) {
    return service.hasRemoved(identity) ? Optional.empty() : Optional.of(request.get());
  }

  private static Effect effect(Fault fault, boolean isPut) {
    return switch (fault) {
      case THROTTLED -> Effect.NONE;
      case REJECTED, NOT_AUTHORIZED -> Effect.REFUSED;
      case NOT_FOUND -> Effect.NOT_FOUND;
      default -> isPut ? Effect.UNKNOWN : Effect.NONE;
    };
  }

  private static EffectiveSettings effective(RetentionSettings settings) {
    return new EffectiveSettings(settings, Optional.empty());
  }
}
