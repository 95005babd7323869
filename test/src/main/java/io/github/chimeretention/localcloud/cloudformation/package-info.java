/**
 * CloudFormation: its API, and the engine behind it, which resolves templates, creates, updates,
 * replaces, deletes and rolls back in the order of dependencies, and speaks the custom resource
 * protocol.
 */
package io.github.chimeretention.localcloud.cloudformation;
