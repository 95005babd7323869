package io.github.chimeretention.lambda.model;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What goes wrong in one invocation.
 *
 * @param faults what attempts of calls fail with, one of them at random
 * @param gets whether reads fail
 * @param puts whether puts fail
 * @param from when the failing begins, from the start of the invocation
 * @param until when it ends
 * @param percent how many of the attempts fail
 * @param lastStep at which step the process dies, 0 if it doesn't
 * @param response what becomes of the response
 * @param report what the response to a put reports
 * @param latencyMillis how long a message takes at most
 * @param lagSeconds for how long at most a read may miss a put
 */
record Disturbances(
    List<Fault> faults,
    boolean gets,
    boolean puts,
    Duration from,
    Duration until,
    int percent,
    int lastStep,
    Response response,
    Report report,
    int latencyMillis,
    int lagSeconds) {

  /** How an attempt of a call fails. */
  enum Fault {
    NONE,
    THROTTLED,
    LOST_ON_THE_WAY_THERE,
    LOST_ON_THE_WAY_BACK,
    /** The request arrives after the client has given up. */
    ARRIVES_LATE,
    /** A missing permission, which may still take effect. */
    NOT_AUTHORIZED,
    REFUSED,
    NOT_FOUND
  }

  /** What becomes of the response to CloudFormation. */
  enum Response {
    ACCEPTED,
    LOST_ON_THE_WAY_THERE,
    LOST_ON_THE_WAY_BACK,
    /** It is stored each time, and the function never learns of it. */
    RECEIPTS_LOST,
    UNAVAILABLE,
    REFUSED
  }

  /** What the response to a put reports. */
  enum Report {
    SETTINGS,
    NOTHING,
    SETTINGS_BEFORE
  }

  static Disturbances none(RandomGenerator random) {
    return new Disturbances(
        List.of(),
        false,
        false,
        Duration.ZERO,
        Duration.ZERO,
        0,
        0,
        Response.ACCEPTED,
        oneOf(List.of(Report.values()), random),
        oneOf(List.of(50, 300), random),
        oneOf(List.of(0, 3, 15), random));
  }

  /** The function has lost its permissions. */
  static Disturbances unauthorized(RandomGenerator random) {
    Disturbances none = none(random);
    return new Disturbances(
        List.of(Fault.NOT_AUTHORIZED),
        true,
        true,
        Duration.ZERO,
        ModelInvocation.TIMEOUT,
        100,
        0,
        none.response(),
        none.report(),
        none.latencyMillis(),
        none.lagSeconds());
  }

  static Disturbances any(RandomGenerator random) {
    Disturbances none = none(random);
    List<Fault> transientFaults = List.of(Fault.values()).subList(1, 5);
    List<Fault> faults =
        random.nextInt(3) > 0
            ? transientFaults
            : List.of(oneOf(List.of(Fault.values()).subList(1, 7), random));
    int methods = random.nextInt(1, 4);
    Duration from = Duration.ofSeconds(oneOf(List.of(0, 0, 0, 2, 15), random));
    return new Disturbances(
        faults,
        (methods & 1) > 0,
        (methods & 2) > 0,
        from,
        from.plusSeconds(oneOf(List.of(3, 30, 70, 300), random)),
        oneOf(List.of(0, 0, 30, 90, 100), random),
        random.nextInt(4) > 0 ? 0 : random.nextInt(1, 12),
        random.nextInt(3) > 0 ? Response.ACCEPTED : oneOf(List.of(Response.values()), random),
        none.report(),
        oneOf(List.of(50, 300, 4000), random),
        oneOf(List.of(0, 3, 15, 20), random));
  }

  /** Draws how the next attempt of a call fails. */
  Fault next(boolean isPut, Duration passed, RandomGenerator random) {
    boolean fails =
        (isPut ? puts : gets)
            && passed.compareTo(from) >= 0
            && passed.compareTo(until) < 0
            && random.nextInt(100) < percent;
    return fails ? oneOf(faults, random) : Fault.NONE;
  }

  static <T> T oneOf(List<T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }
}
