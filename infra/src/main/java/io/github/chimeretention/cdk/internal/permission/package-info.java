/** What a function may call, for which identities, and the role that has the permission. */
package io.github.chimeretention.cdk.internal.permission;
