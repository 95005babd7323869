/**
 * What an event means for an identity's retention settings, and doing it, for any resource type.
 *
 * <p>{@link io.github.chimeretention.lambda.retention.Decision} is the decision table; {@link
 * io.github.chimeretention.lambda.retention.RetentionChange} carries it out.
 */
package io.github.chimeretention.lambda.retention;
