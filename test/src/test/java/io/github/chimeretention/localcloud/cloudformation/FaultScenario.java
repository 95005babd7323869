package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import java.util.Optional;

/** The faults during one change. */
interface FaultScenario {
  FaultScenario NONE = new FaultScenario() {};

  /** Called before the change. */
  default void before(FaultHarness harness) {}

  /** Called with each request to the service. */
  default Optional<HttpFault> atService(FaultHarness harness, Request request) {
    return Optional.empty();
  }

  /** Called with each upload of a response. */
  default Optional<HttpFault> atResponse(FaultHarness harness) {
    return Optional.empty();
  }
}
