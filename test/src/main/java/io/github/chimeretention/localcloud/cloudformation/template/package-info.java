/**
 * Templates: text and limits, parameters, conditions, intrinsic functions, and differences from the
 * deployed stack.
 */
package io.github.chimeretention.localcloud.cloudformation.template;
