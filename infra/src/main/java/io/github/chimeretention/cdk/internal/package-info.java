/**
 * The parts of the constructs. Users don't refer to them, and they don't refer to the constructs.
 */
package io.github.chimeretention.cdk.internal;
