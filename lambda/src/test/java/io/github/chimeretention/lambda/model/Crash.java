package io.github.chimeretention.lambda.model;

/** The function's process is gone; nothing that it would still have done is done. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;
}
