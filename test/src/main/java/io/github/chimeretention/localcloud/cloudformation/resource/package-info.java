/** The types of resources, and the protocol of custom resources. */
package io.github.chimeretention.localcloud.cloudformation.resource;
