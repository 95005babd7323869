/**
 * The benchmark: the function and the construct against their alternatives, each in a process of
 * its own, on the same endpoints. Run it by {@code mvn -q -Pbench}.
 */
package io.github.chimeretention.bench;
