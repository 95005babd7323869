/** Declarations of settings that are on already. */
package io.github.chimeretention.plan.adopt;
