/**
 * Constructs that declare Amazon Chime retention settings.
 *
 * <p>Start at {@link io.github.chimeretention.cdk.ChimeRetentionSettings}; the function behind it
 * is {@link io.github.chimeretention.cdk.RetentionProvider}.
 */
package io.github.chimeretention.cdk;
