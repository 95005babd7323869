/**
 * AWS Identity and Access Management on loopback: the stacks' roles with their policies, and the
 * decisions whether they allow a call.
 */
package io.github.chimeretention.localcloud.iam;
