/** A Lambda function: what is declared for it, its code, and its use by the resources. */
package io.github.chimeretention.cdk.internal.function;
