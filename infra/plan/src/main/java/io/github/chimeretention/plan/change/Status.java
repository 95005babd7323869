package io.github.chimeretention.plan.change;

/** What a deployment does to the settings of an identity. */
public enum Status {
  /** The service has the declared settings. */
  NO_CHANGE,
  /** The declared settings will be written over others. */
  CHANGE,
  /** The deployment will fail at this resource. */
  FAILURE,
  /** The settings differ, and the deployment doesn't write them, as nothing new is declared. */
  DRIFTED,
  /** The resource will be removed, and its periods turned off. */
  TURN_OFF,
  /** The resource will be removed, and its settings stay. */
  RETAINED,
  /** Depends on values that are known at deployment only. */
  UNKNOWN,
  /** The settings could not be read. */
  NOT_READ
}
