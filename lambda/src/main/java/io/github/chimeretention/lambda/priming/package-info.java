/** Makes ready in the init phase for the first event. */
package io.github.chimeretention.lambda.priming;
