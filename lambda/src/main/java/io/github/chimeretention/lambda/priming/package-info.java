/** Warms up the function in the init phase. */
package io.github.chimeretention.lambda.priming;
