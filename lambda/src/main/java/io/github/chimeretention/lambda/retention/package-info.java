/**
 * What an event means for an identity's retention settings ({@code Decision}), and doing it ({@code
 * RetentionChange}), for any resource type.
 */
package io.github.chimeretention.lambda.retention;
