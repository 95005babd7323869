/**
 * CloudFormation's engine: creates, updates, replaces, deletes and rolls back resources in the
 * order of dependencies, cancels operations, and continues interrupted ones.
 */
package io.github.chimeretention.localcloud.cloudformation.engine;
