/** The permissions of the functions, and the roles that have them. */
package io.github.chimeretention.cdk.internal.permission;
