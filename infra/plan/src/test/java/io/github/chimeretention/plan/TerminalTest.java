package io.github.chimeretention.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs a process in a pseudo-terminal of util-linux; other systems have other tools for it. */
@EnabledOnOs(OS.LINUX)
@DisplayName("In a terminal of 60 columns, the output")
class TerminalTest {
  /** Prints the terminal of its process. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      System.out.println(Terminal.current(System.getenv()));
    }
  }

  @ParameterizedTest(name = "with {0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          TERM=xterm            ; ''          ; width=60, progress=true, colours=true
          TERM=xterm NO_COLOR=1 ; ''          ; width=60, progress=true, colours=false
          TERM=dumb             ; ''          ; width=60, progress=false, colours=false
          TERM=xterm            ; 2>/dev/null ; width=60, progress=false, colours=true
          TERM=xterm            ; | cat       ; width=120, progress=false, colours=false
          """)
  @DisplayName("is as wide, and has colours and progress only where they can be seen")
  void current(String variables, String redirection, String expected) throws Exception {
    String probe =
        JavaProcess.command(Probe.class).stream()
            .map(argument -> "'" + argument + "'")
            .collect(Collectors.joining(" "));
    String command =
        "stty cols 60; env -u NO_COLOR %s %s %s".formatted(variables, probe, redirection);
    assertThat(JavaProcess.run(new ProcessBuilder("script", "-qec", command, "/dev/null")).out())
        .isEqualTo("Terminal[" + expected + "]\r\n");
  }
}
