/**
 * CloudFormation's side: reads what {@code cdk synth} wrote, resolves the template, creates,
 * updates, replaces, deletes and rolls back in the order of dependencies, and speaks the custom
 * resource protocol.
 */
package io.github.chimeretention.localcloud.cloudformation;
