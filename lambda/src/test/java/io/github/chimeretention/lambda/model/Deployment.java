package io.github.chimeretention.lambda.model;

import java.util.List;
import java.util.Map;

/**
 * One deployment of the stack.
 *
 * @param template what is declared, by logical id; empty deletes the stack's resources
 * @param faults what goes wrong with the first event, the second, and so on
 * @param otherResourceFails whether another resource of the stack fails after these
 */
record Deployment(
    Map<String, Declaration> template, List<Fault> faults, boolean otherResourceFails) {}
