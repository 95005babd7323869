package io.github.chimeretention.cdk.internal.permission;

/** The extent of a function's permissions. */
public enum Access {
  READ,
  READ_WRITE
}
