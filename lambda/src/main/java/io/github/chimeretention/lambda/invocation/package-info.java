/** The time of one invocation and how it is divided, its log, and text for people. */
package io.github.chimeretention.lambda.invocation;
