/**
 * The benchmark: compares the function's cold start and the construct's synthesis with their
 * alternatives, each in a separate process. Run it with {@code mvn -q -Pbench}.
 */
package io.github.chimeretention.bench;
