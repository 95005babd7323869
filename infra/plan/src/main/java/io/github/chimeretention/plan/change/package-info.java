/** The effects of a deployment on each resource. */
package io.github.chimeretention.plan.change;
