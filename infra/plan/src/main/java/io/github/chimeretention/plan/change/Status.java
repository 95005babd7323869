package io.github.chimeretention.plan.change;

/** The effect of a deployment on the settings of an identity. */
public enum Status {
  /** The service has the declared settings. */
  NO_CHANGE,
  /** The declared settings will replace others. */
  CHANGE,
  /** The deployment will fail at this resource. */
  FAILURE,
  /**
   * The settings differ, but the deployment doesn't write them, because the declaration is
   * unchanged.
   */
  DRIFTED,
  /** The resource will be removed and its periods turned off. */
  TURN_OFF,
  /** The resource will be removed, but its settings stay. */
  RETAINED,
  /** The effect depends on values known only at deployment. */
  UNKNOWN,
  /** The settings could not be read. */
  NOT_READ
}
