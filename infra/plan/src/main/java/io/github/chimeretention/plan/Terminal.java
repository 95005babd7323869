package io.github.chimeretention.plan;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal of this process.
 *
 * @param width the number of columns
 * @param progress whether standard error can show progress
 * @param colours whether standard output can show colours
 */
record Terminal(int width, boolean progress, boolean colours) {
  private static final int PLAIN_WIDTH = 120;

  /** Matches the rows and columns. */
  private static final Pattern SIZE = Pattern.compile("^\\d+ ([1-9]\\d{0,5})\\s");

  static Terminal current(Map<String, String> environment) {
    if (!isTerminal()) {
      return new Terminal(PLAIN_WIDTH, false, false);
    }
    String answers = shell();
    Matcher size = SIZE.matcher(answers);
    boolean dumb = "dumb".equals(environment.get("TERM"));
    return new Terminal(
        size.find() ? Integer.parseInt(size.group(1)) : PLAIN_WIDTH,
        !dumb && answers.endsWith("progress\n"),
        !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty());
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

  /** Asks the shell for the size, and whether standard error is a terminal, too. */
  private static String shell() {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", "stty size 2>/dev/null; test -t 2 && echo progress")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Windows has no such shell.
      return "progress\n";
    }
  }
}
