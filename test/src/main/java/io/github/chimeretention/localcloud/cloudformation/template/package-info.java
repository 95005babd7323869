/**
 * Templates: their text and limits, parameters, conditions, intrinsic functions, and how they
 * differ from what is deployed.
 */
package io.github.chimeretention.localcloud.cloudformation.template;
