package io.github.chimeretention.plan.report;

import io.github.chimeretention.plan.change.PlannedResource;
import io.github.chimeretention.plan.change.Status;
import io.github.chimeretention.plan.service.RetentionReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The periods of a resource, in words. */
record Periods(PlannedResource resource) {
  /** A current and a declared period. */
  record Period(String property, String now, String declared) {
    boolean changes() {
      return !now.equals(declared);
    }
  }

  List<Period> all() {
    return RetentionReader.RESOURCES.stream()
        .filter(it -> it.type().name().equals(resource.resourceType()))
        .flatMap(it -> it.type().periodProperties().stream())
        .map(property -> new Period(property, now(property), declared(property)))
        .toList();
  }

  private String now(String property) {
    return resource.found() == null ? "?" : days(resource.found().settings().days(), property);
  }

  private String declared(String property) {
    return resource.status() == Status.RETAINED
        ? now(property)
        : days(Objects.requireNonNullElse(resource.declared(), Map.of()), property);
  }

  private static String days(Map<String, Integer> days, String property) {
    Integer number = days.get(property);
    return number != null ? number.toString() : days.containsKey(property) ? "?" : "off";
  }
}
