package io.github.chimeretention.plan.service;

import java.util.function.Supplier;

/** A value that is read when it is first needed; a failed read isn't repeated. Thread-safe. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> read;
  private T value;
  private RuntimeException failure;

  Once(Supplier<T> read) {
    this.read = read;
  }

  @Override
  public synchronized T get() {
    if (failure != null) {
      throw failure;
    }
    if (value == null) {
      try {
        value = read.get();
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return value;
  }
}
