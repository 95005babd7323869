/** The drift checks of the resources: schedule, input, metrics, and rules. */
package io.github.chimeretention.cdk.internal.drift;
