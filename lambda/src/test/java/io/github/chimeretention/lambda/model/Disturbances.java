package io.github.chimeretention.lambda.model;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** The faults of one invocation, whose process dies at a step, unless that is 0. */
record Disturbances(
    Calls calls,
    int lastStep,
    Response response,
    Report report,
    int maxLatencyMillis,
    int maxLagSeconds) {

  /** How an attempt of a call fails. */
  enum Fault {
    THROTTLED,
    LOST_ON_THE_WAY_THERE,
    LOST_ON_THE_WAY_BACK,
    /** The request arrives after the client has given up. */
    ARRIVES_LATE,
    /** A permission is missing, or hasn't taken effect yet. */
    NOT_AUTHORIZED,
    REJECTED,
    NOT_FOUND,
    NONE
  }

  /** How the response URL handles the response. */
  enum Response {
    ACCEPTED,
    LOST_ON_THE_WAY_THERE,
    LOST_ON_THE_WAY_BACK,
    /** Each response is stored, but the function never receives the acknowledgement. */
    RECEIPTS_LOST,
    UNAVAILABLE,
    REJECTED
  }

  /** The settings in the service's response to a put. */
  enum Report {
    SETTINGS,
    NOTHING,
    SETTINGS_BEFORE
  }

  /** How some attempts of calls fail, for a part of the invocation's time. */
  record Calls(
      List<Fault> faults, boolean gets, boolean puts, int fromSecond, int toSecond, int percent) {
    static final Calls SUCCEED = new Calls(List.of(), false, false, 0, 0, 0);
    static final Calls UNAUTHORIZED =
        new Calls(List.of(Fault.NOT_AUTHORIZED), true, true, 0, 300, 100);

    static Calls any(RandomGenerator random) {
      List<Fault> faults = List.of(Fault.values());
      int methods = random.nextInt(1, 4);
      int from = oneOf(List.of(0, 0, 0, 2, 15), random);
      return new Calls(
          random.nextInt(3) > 0 ? faults.subList(0, 4) : List.of(faults.get(random.nextInt(6))),
          methods != 1,
          methods != 2,
          from,
          from + oneOf(List.of(3, 30, 70, 300), random),
          oneOf(List.of(0, 0, 30, 90, 100), random));
    }

    /** Draws how the next attempt of a call fails. */
    Fault next(boolean isPut, Duration passed, RandomGenerator random) {
      boolean fails =
          (isPut ? puts : gets)
              && passed.toSeconds() >= fromSecond
              && passed.toSeconds() < toSecond
              && random.nextInt(100) < percent;
      return fails ? oneOf(faults, random) : Fault.NONE;
    }
  }

  /** Draws only differences, besides failing calls, that the function must handle successfully. */
  static Disturbances only(Calls calls, RandomGenerator random) {
    return new Disturbances(
        calls,
        0,
        Response.ACCEPTED,
        oneOf(List.of(Report.values()), random),
        oneOf(List.of(50, 300), random),
        oneOf(List.of(0, 3, 15), random));
  }

  static Disturbances any(RandomGenerator random) {
    return new Disturbances(
        Calls.any(random),
        random.nextInt(4) > 0 ? 0 : random.nextInt(1, 12),
        random.nextInt(3) > 0 ? Response.ACCEPTED : oneOf(List.of(Response.values()), random),
        oneOf(List.of(Report.values()), random),
        oneOf(List.of(50, 300, 4_000), random),
        oneOf(List.of(0, 3, 15, 20), random));
  }

  static <T> T oneOf(List<T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }
}
