package io.github.chimeretention.localcloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is written to; its width is in columns. */
record Terminal(int width, boolean colours) {
  private static final int PLAIN_WIDTH = 160;

  /** The terminal of this process; plain text of some width if there is none. */
  @SuppressWarnings("SystemConsoleNull") // From JDK 22 on, Maven takes the colours out of a pipe.
  static Terminal current() {
    if (System.console() == null) {
      return new Terminal(PLAIN_WIDTH, false);
    }
    return new Terminal(columns(), System.getenv("NO_COLOR") == null);
  }

  /** The text in yellow, if there are colours. */
  String marked(String text) {
    return colours ? "\u001B[33m" + text + "\u001B[0m" : text;
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
