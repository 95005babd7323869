/**
 * AWS Identity and Access Management on loopback: roles with their policies, as the stacks declare
 * them, and whether these allow a call.
 */
package io.github.chimeretention.localcloud.iam;
