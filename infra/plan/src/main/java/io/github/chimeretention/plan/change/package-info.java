/** What a deployment will do to each resource. */
package io.github.chimeretention.plan.change;
