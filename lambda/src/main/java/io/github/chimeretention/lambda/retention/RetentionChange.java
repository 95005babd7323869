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

  private static final Duration LONGEST_READ_BACK = Duration.ofSeconds(20);
  private static final Duration SETTLING_TIME = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final CloudFormationCustomResourceEvent event;
  private final Map<String, RetentionResource> resources;
  private final Deadline deadline;
  private final StepLog log;
  private final String idBeforeWrite;
  private volatile String physicalResourceId;

  public RetentionChange(
      CloudFormationCustomResourceEvent event,
      Map<String, RetentionResource> resources,
      Deadline deadline,
      StepLog log) {
    this.event = event;
    this.resources = resources;
    this.deadline = deadline;
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
    Decision decision = Decision.of(event, resources);
    log.info("Decided: " + decision);
    if (decision instanceof Decision.Put put) {
      return attributes(put.resource(), write(put));
    }
    if (decision instanceof Decision.Clear clear) {
      clear(clear);
    }
    return Map.of();
  }

  private EffectiveSettings write(Decision.Put decision) throws InterruptedException {
    RetentionResource resource = decision.resource();
    Optional<ServiceCallException> unanswered =
        put(resource, decision.identity(), decision.settings());
    return confirm(resource, decision.identity(), decision.settings(), unanswered);
  }

  private void clear(Decision.Clear decision) throws InterruptedException {
    RetentionResource resource = decision.resource();
    try {
      Optional<ServiceCallException> unanswered =
          put(resource, decision.identity(), RetentionSettings.OFF);
      if (unanswered.isPresent()) {
        confirm(resource, decision.identity(), RetentionSettings.OFF, unanswered);
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
  private Optional<ServiceCallException> put(
      RetentionResource resource, String identity, RetentionSettings settings) {
    physicalResourceId = identity;
    try {
      resource.put(identity, settings, deadline.earlierBy(deadline.share(4, LONGEST_READ_BACK)));
      log.info("The service took the settings " + settings);
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
  private EffectiveSettings confirm(
      RetentionResource resource,
      String identity,
      RetentionSettings settings,
      Optional<ServiceCallException> unanswered)
      throws InterruptedException {
    EffectiveSettings effective;
    try {
      effective = readBack(resource, identity, settings);
    } catch (ServiceCallException e) {
      throw unanswered
          .<RetentionException>map(put -> NotInForceException.unknown(put, e))
          .orElse(e);
    }
    if (effective.settings().equals(settings)) {
      log.with(Map.of("became", effective.toString())).info("The settings are in force");
      return effective;
    }
    if (unanswered.isPresent()) {
      physicalResourceId = idBeforeWrite;
      throw unanswered.get();
    }
    throw NotInForceException.reported(identity, settings, effective.settings());
  }

  /** Reads until the service reports what was put, or it has had its time to settle. */
  private EffectiveSettings readBack(
      RetentionResource resource, String identity, RetentionSettings settings)
      throws InterruptedException {
    Deadline settled = deadline.within(SETTLING_TIME);
    Duration pause = FIRST_PAUSE;
    while (true) {
      EffectiveSettings effective = resource.get(identity, deadline);
      if (effective.settings().equals(settings) || !settled.allows(pause)) {
        return effective;
      }
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
  }

  private static Map<String, String> attributes(
      RetentionResource resource, EffectiveSettings effective) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String property : resource.periodProperties()) {
      attributes.put(
          property, effective.settings().period(property).map(Object::toString).orElse(""));
    }
    attributes.put(
        "InitiateDeletionTimestamp",
        effective.initiateDeletionTimestamp().map(Object::toString).orElse(""));
    return attributes;
  }
}
