/**
 * The resource types and their calls to Amazon Chime.
 *
 * <p>A call's way: a resource type names its API, {@code ChimeApi} tries until the deadline, {@code
 * SignedExchange} makes one attempt by {@code http}.
 */
package io.github.chimeretention.lambda.chime;
