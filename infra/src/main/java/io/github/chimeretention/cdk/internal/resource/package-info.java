/** The custom resources, from the declaration to the template, and the state that they share. */
package io.github.chimeretention.cdk.internal.resource;
