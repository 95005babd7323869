/** What an event means for an identity's retention settings, and doing it. */
package io.github.chimeretention.lambda.retention;
