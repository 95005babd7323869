package io.github.chimeretention.localcloud.cloudformation;

/**
 * An output of a stack.
 *
 * @param exportName null if it is not exported
 */
record Output(String value, String exportName) {}
