/** The check of the resources for drift: its schedule, input, metrics, and rules. */
package io.github.chimeretention.cdk.internal.drift;
