/** The custom resources, from the declaration to the template, and what a stack's share. */
package io.github.chimeretention.cdk.internal.resource;
