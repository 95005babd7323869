/**
 * The Lambda functions. {@code RetentionHandler} sends one response for each event of
 * CloudFormation: {@code cloudformation} reads the event, {@code retention} decides what to do and
 * does it, {@code chime} calls the service, and {@code cloudformation} sends the response. {@code
 * RetentionDriftHandler} compares a list of declared resources with the service's settings.
 */
package io.github.chimeretention.lambda;
