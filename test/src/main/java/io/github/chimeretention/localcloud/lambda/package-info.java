/**
 * The Lambda service on loopback: functions whose instances are child processes under AWS's own
 * runtime interface client, fed by a Lambda Runtime API and invoked asynchronously.
 */
package io.github.chimeretention.localcloud.lambda;
