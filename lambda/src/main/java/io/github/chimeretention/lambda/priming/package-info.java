/** What the function does in the init phase, so that its first event is a fast one. */
package io.github.chimeretention.lambda.priming;
