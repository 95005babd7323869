package io.github.chimeretention.cdk;

/** The extent of a function's permissions. */
enum Access {
  READ,
  READ_WRITE
}
