/**
 * Shows what a deployment will do to Amazon Chime messages, before it is deployed. Settings are
 * compared by the function's own classes, so that both use the same words.
 */
package io.github.chimeretention.plan;
