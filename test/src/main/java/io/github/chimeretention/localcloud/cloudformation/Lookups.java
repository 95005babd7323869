package io.github.chimeretention.localcloud.cloudformation;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a template looks up outside of its stack, in the same account and region.
 *
 * @param parameter a value by its name in the parameter store
 * @param export an output of another stack by the name under which it is exported
 */
record Lookups(
    Function<String, Optional<String>> parameter, Function<String, Optional<String>> export) {}
