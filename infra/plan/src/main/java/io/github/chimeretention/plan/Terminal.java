package io.github.chimeretention.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/**
 * The terminal of this process.
 *
 * @param width the number of columns
 * @param progress whether standard error can show progress
 * @param colours whether standard output can show colours
 */
record Terminal(int width, boolean progress, boolean colours) {
  private static final int PLAIN_WIDTH = 120;

  static Terminal current(Map<String, String> environment) {
    if (!isTerminal()) {
      return new Terminal(PLAIN_WIDTH, false, false);
    }
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean colours = !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", "test -t 2 && echo progress; stty size")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      String answer = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
      int columns = Integer.parseInt(answer.replaceFirst("(?s).* ", ""));
      boolean progress = !dumb && answer.startsWith("progress");
      return new Terminal(columns > 0 ? columns : PLAIN_WIDTH, progress, colours);
    } catch (IOException | NumberFormatException e) {
      return new Terminal(PLAIN_WIDTH, !dumb, colours);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // Since JDK 22, a pipe has a console, too.
  private static boolean isTerminal() {
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
}
