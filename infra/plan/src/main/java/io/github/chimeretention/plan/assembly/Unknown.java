package io.github.chimeretention.plan.assembly;

/** A value that is known only at deployment; two are equal if their expressions are equal. */
public record Unknown(Object expression) {}
