/**
 * A cloud on loopback, to which the CDK CLI deploys as it does to AWS, and its command line. The
 * packaged handler runs in it as it does on Lambda.
 */
package io.github.chimeretention.localcloud;
