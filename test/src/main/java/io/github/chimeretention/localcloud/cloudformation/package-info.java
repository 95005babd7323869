/** CloudFormation: its API, its engine, templates, and the types of resources. */
package io.github.chimeretention.localcloud.cloudformation;
