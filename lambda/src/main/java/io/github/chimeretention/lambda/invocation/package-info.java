/** What Lambda gives to one invocation: its time and how that is divided, and its log. */
package io.github.chimeretention.lambda.invocation;
