package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Which exchanges of a change meet a fault. */
enum FaultTarget {
  /** Every attempt to put the settings. */
  PUT,
  /** Every attempt to read them back. */
  READ_BACK,
  /** Every call of the service. */
  SERVICE,
  /** Every upload of the response. */
  UPLOAD,
  /** The uploads of Lambda's first attempt: its second one meets none. */
  FIRST_UPLOADS;

  boolean isOfUploads() {
    return this == UPLOAD || this == FIRST_UPLOADS;
  }

  /** Lets a fault happen here, and counts the settings' puts. */
  Trouble trouble(MatrixFault fault) {
    return new Trouble(this, fault, new AtomicInteger());
  }

  /** A fault at a target. */
  record Trouble(FaultTarget target, MatrixFault fault, AtomicInteger puts)
      implements FaultLane.Trouble {
    @Override
    public void before(FaultLane lane) {
      if (fault == MatrixFault.REFUSED && (target == PUT || target == SERVICE)) {
        lane.service().refuse();
      }
      if (fault == MatrixFault.REFUSED && target.isOfUploads()) {
        lane.response().refuse();
      }
    }

    @Override
    public Optional<HttpFault> atService(FaultLane lane, Request request) {
      boolean put = request.method().equals("PUT");
      if (put) {
        put(lane);
      }
      return target == SERVICE || target == (put ? PUT : READ_BACK)
          ? fault.fault()
          : Optional.empty();
    }

    @Override
    public Optional<HttpFault> atResponse(FaultLane lane) {
      return target == UPLOAD || (target == FIRST_UPLOADS && puts.get() < 2)
          ? fault.fault()
          : Optional.empty();
    }

    private void put(FaultLane lane) {
      int count = puts.incrementAndGet();
      if (fault == MatrixFault.REFUSED && target == READ_BACK) {
        lane.service().refuse();
      }
      if (target == FIRST_UPLOADS && count == 2) {
        lane.response().accept();
      }
    }
  }
}
