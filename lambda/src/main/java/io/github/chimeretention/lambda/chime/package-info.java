/** The resource types, and their calls to Amazon Chime with the AWS SDK's clients. */
package io.github.chimeretention.lambda.chime;
