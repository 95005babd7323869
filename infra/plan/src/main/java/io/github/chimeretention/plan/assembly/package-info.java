/** The cloud assembly that {@code cdk synth} writes, and the values of its templates. */
package io.github.chimeretention.plan.assembly;
