/**
 * A cloud on loopback, to which the CDK CLI deploys as to AWS, and its command line. The packaged
 * handler runs in it as on Lambda.
 */
package io.github.chimeretention.localcloud;
