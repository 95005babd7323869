/**
 * The engine behind CloudFormation's API: creates, updates, replaces, deletes and rolls back in the
 * order of dependencies, cancels, and continues what was interrupted.
 */
package io.github.chimeretention.localcloud.cloudformation.engine;
