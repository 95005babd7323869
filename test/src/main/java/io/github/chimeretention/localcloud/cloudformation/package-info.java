/** CloudFormation: its API, the engine behind it, templates, and the types of resources. */
package io.github.chimeretention.localcloud.cloudformation;
