/** CloudFormation's operations, as far as the CDK CLI calls them. */
package io.github.chimeretention.localcloud.cloudformation.api;
