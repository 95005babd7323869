package io.github.chimeretention.lambda.cloudformation;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.io.IOException;

/** One attempt to put a response to its URL. */
@FunctionalInterface
public interface ResponsePut {
  /**
   * Puts the response once.
   *
   * @return the HTTP status of the answer
   * @throws IOException if no answer came by the deadline
   * @throws InterruptedException if the thread is interrupted
   */
  int put(ResponseUrl url, byte[] response, Deadline deadline)
      throws IOException, InterruptedException;
}
