/** What the constructs are made of. No user names it, and it names no construct of the library. */
package io.github.chimeretention.cdk.internal;
