/** A Lambda function: its declaration, its code, and its use by the resources. */
package io.github.chimeretention.cdk.internal.function;
