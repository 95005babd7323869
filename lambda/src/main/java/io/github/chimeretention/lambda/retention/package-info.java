/** Decides what an event means for an identity's retention settings, and applies it. */
package io.github.chimeretention.lambda.retention;
