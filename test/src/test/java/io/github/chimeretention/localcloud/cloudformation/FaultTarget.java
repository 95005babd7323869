package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.http.FaultProxy.Connecting;
import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The exchanges of a change that meet a fault. */
enum FaultTarget {
  /** Every attempt to read the settings before an Update. */
  READ_BEFORE,
  /** Every attempt to read the settings before a Create. */
  READ_BEFORE_CREATE,
  /** Every attempt to put the settings. */
  PUT,
  /**
   * Every attempt to read them back. The response to the put has no settings, because otherwise
   * those of an app instance would not be read back.
   */
  READ_BACK,
  /** Every call of the service, for changes whose first call isn't decisive. */
  SERVICE,
  /** The first attempt to put the settings, and the first to read them back. */
  FIRST_CALLS,
  /** The uploads of the response in Lambda's first attempt at the event. */
  FIRST_UPLOADS,
  /** Every upload of the response. */
  UPLOADS;

  boolean isOfUploads() {
    return this == FIRST_UPLOADS || this == UPLOADS;
  }

  /** Whether a fault here lasts until the function times out. */
  boolean lasts() {
    return this != FIRST_CALLS;
  }

  /** The changes that have such an exchange. */
  List<Change> changes() {
    return switch (this) {
      case READ_BEFORE -> List.of(Change.UPDATE);
      case READ_BEFORE_CREATE -> List.of(Change.CREATE, Change.REPLACE);
      case SERVICE -> List.of(Change.UPDATE, Change.DELETE);
      case PUT, READ_BACK, FIRST_CALLS, FIRST_UPLOADS, UPLOADS -> List.of(Change.values());
    };
  }

  Scenario scenario(MatrixFault fault) {
    return new Scenario(this, fault, new AtomicInteger(), new AtomicInteger());
  }

  /**
   * A fault at a target.
   *
   * @param puts how often the settings were put: once in each of Lambda's attempts if the service
   *     has no fault
   * @param gets how often they were read back
   */
  record Scenario(FaultTarget target, MatrixFault fault, AtomicInteger puts, AtomicInteger gets)
      implements FaultScenario {
    @Override
    public void before(FaultHarness harness) {
      switch (target) {
        case PUT, SERVICE -> harness.service().onConnect(fault.connecting());
        case FIRST_UPLOADS, UPLOADS -> harness.response().onConnect(fault.connecting());
        case READ_BEFORE, READ_BEFORE_CREATE, READ_BACK, FIRST_CALLS -> {}
      }
    }

    @Override
    public Optional<HttpFault> atService(FaultHarness harness, Request request) {
      boolean put = request.method().equals("PUT");
      boolean readBack = !put && puts.get() > 0;
      int count = put ? puts.incrementAndGet() : readBack ? gets.incrementAndGet() : 0;
      if (put && target == FIRST_UPLOADS && count == 2) {
        harness.response().onConnect(Connecting.WORKS);
      }
      if (put && target == READ_BACK) {
        harness.service().onConnect(fault.connecting());
        return MatrixFault.EMPTY.fault();
      }
      boolean isHit =
          switch (target) {
            case READ_BEFORE, READ_BEFORE_CREATE -> !put && !readBack;
            case PUT -> put;
            case READ_BACK -> readBack;
            case SERVICE -> true;
            case FIRST_CALLS -> count == 1;
            case FIRST_UPLOADS, UPLOADS -> false;
          };
      return isHit ? fault.fault() : Optional.empty();
    }

    @Override
    public Optional<HttpFault> atResponse(FaultHarness harness) {
      return target == UPLOADS || (target == FIRST_UPLOADS && puts.get() < 2)
          ? fault.fault()
          : Optional.empty();
    }
  }
}
