/**
 * The Lambda service on loopback. Functions are invoked asynchronously; their instances are child
 * processes with AWS's runtime interface client, which get events from a Lambda Runtime API.
 */
package io.github.chimeretention.localcloud.lambda;
