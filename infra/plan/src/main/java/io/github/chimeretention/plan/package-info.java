/**
 * Shows what a deployment will do to Amazon Chime messages. The function's classes compare the
 * settings, so that the plan and the function use the same words.
 */
package io.github.chimeretention.plan;
