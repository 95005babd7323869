/**
 * The Lambda functions. For CloudFormation: one event in, one response out. {@code cloudformation}
 * reads the event, {@code retention} decides and does what it asks for, {@code chime} calls the
 * service, and {@code cloudformation} sends the response. For the drift monitor: a list of declared
 * resources in, what the service reports of each out.
 */
package io.github.chimeretention.lambda;
