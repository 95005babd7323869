package io.github.chimeretention.plan.change;

import io.github.chimeretention.plan.service.Reading;
import java.time.LocalDate;

/** A resource that a deployment declares or removes. */
sealed interface ComparedResource permits DeclaredResource, RemovedResource {
  /** Returns the resource before its settings are read. */
  PlannedResource unread();

  /**
   * Returns the effect of the deployment.
   *
   * @param declaredPath the path of the resource that declares the same identity, or null
   */
  PlannedResource planned(Reading reading, String declaredPath, LocalDate today);
}
