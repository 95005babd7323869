/**
 * Constructs that declare Amazon Chime retention settings.
 *
 * <p>Start at {@link io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings} for the Amazon
 * Chime SDK, or {@link io.github.chimeretention.cdk.ChimeRetentionSettings} for an Amazon Chime
 * account. Both use the function of {@link io.github.chimeretention.cdk.RetentionProvider}.
 */
package io.github.chimeretention.cdk;
