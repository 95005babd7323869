package io.github.chimeretention.plan.assembly;

/** A value that is known at deployment only; two are equal if their expressions are. */
public record Unknown(Object expression) {}
