package io.github.chimeretention.plan;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The terminal of this process.
 *
 * @param width the number of columns
 */
record Terminal(int width, boolean interactive, boolean colours) {
  private static final int PLAIN_WIDTH = 120;

  static Terminal current(Map<String, String> environment) {
    return isInteractive()
        ? new Terminal(columns(), true, environment.getOrDefault("NO_COLOR", "").isEmpty())
        : new Terminal(PLAIN_WIDTH, false, false);
  }

  @SuppressWarnings("SystemConsoleNull") // Since JDK 22, a pipe has a console, too.
  private static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      // Older JDKs have a console only for a terminal.
      return true;
    }
  }

  private static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int columns = Integer.parseInt(size.strip().replaceFirst("^\\d+ ", ""));
      return columns > 0 ? columns : PLAIN_WIDTH;
    } catch (IOException | NumberFormatException e) {
      return PLAIN_WIDTH;
    }
  }
}
