package io.github.chimeretention.cdk;

/** How far a function's permissions go. */
enum Access {
  READ,
  READ_WRITE
}
