/** What Lambda gives to one invocation: the time that is left of it, and its log. */
package io.github.chimeretention.lambda.invocation;
