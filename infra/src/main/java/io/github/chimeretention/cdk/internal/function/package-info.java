/** The Lambda functions: their declaration, their code, and their use by the resources. */
package io.github.chimeretention.cdk.internal.function;
