package io.github.chimeretention.lambda.model;

import java.util.List;
import java.util.Map;

/**
 * One deployment of the stack.
 *
 * @param template what is declared, by logical id; empty deletes the stack's resources
 * @param conditions of the first event, the second, and so on; those after them are calm
 * @param otherResourceFails whether another resource of the stack fails after these
 */
record Deployment(
    Map<String, Declaration> template, List<Conditions> conditions, boolean otherResourceFails) {
  @Override
  public String toString() {
    return template + (otherResourceFails ? ", then another resource fails" : "");
  }
}
