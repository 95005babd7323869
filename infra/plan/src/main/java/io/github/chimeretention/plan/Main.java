package io.github.chimeretention.plan;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) {}
}
