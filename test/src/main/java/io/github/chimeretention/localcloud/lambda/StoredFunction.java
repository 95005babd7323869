package io.github.chimeretention.localcloud.lambda;

/** What is kept of a function between runs, beside its code. */
record StoredFunction(FunctionConfiguration configuration, EventInvokeConfig eventInvokeConfig) {}
