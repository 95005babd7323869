/** One HTTP attempt, the same for the service and for the response. */
package io.github.chimeretention.lambda.http;
