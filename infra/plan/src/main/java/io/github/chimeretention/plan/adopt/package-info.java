/** Declarations of existing settings. */
package io.github.chimeretention.plan.adopt;
