package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.cloudformation.StackEvent;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/** Prints the events of a stack as they happen, one a line. */
record EventPrinter(PrintStream out, ZoneId zone) implements Consumer<StackEvent> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Override
  public void accept(StackEvent event) {
    String line =
        "%s | %-35s | %-30s | %s"
            .formatted(
                TIME.format(event.timestamp().atZone(zone)),
                event.resourceStatus(),
                event.resourceType(),
                event.logicalResourceId());
    out.println(event.reason().isEmpty() ? line : line + " | " + event.reason());
  }
}
