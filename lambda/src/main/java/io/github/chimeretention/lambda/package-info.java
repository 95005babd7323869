/**
 * The Lambda function: one event in, one answer out.
 *
 * <p>An event's way: {@code cloudformation} reads it, {@code retention} decides and does what it
 * asks for, {@code chime} calls the service, and {@code cloudformation} sends the answer.
 */
package io.github.chimeretention.lambda;
