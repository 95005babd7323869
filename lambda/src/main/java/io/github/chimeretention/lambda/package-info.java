/**
 * The Lambda function: one event in, one response out. {@code cloudformation} reads the event,
 * {@code retention} decides and does what it asks for, {@code chime} calls the service, and {@code
 * cloudformation} sends the response.
 */
package io.github.chimeretention.lambda;
