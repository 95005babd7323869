package io.github.chimeretention.plan.report;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.chimeretention.plan.change.Plan;
import io.github.chimeretention.plan.change.PlannedResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON that is valid against {@code retention-record.schema.json}. */
public record JsonReport() implements Report {
  @Override
  public String of(Plan plan) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("timestamp", plan.timestamp().toString());
    document.put("Summary", plan.summary());
    document.put("Changes", plan.changes());
    document.put("HidesMessages", plan.hides());
    document.put("Incomplete", plan.isIncomplete());
    document.put("Problems", plan.problems());
    document.put("Resources", plan.resources().stream().map(it -> members(it, plan)).toList());
    return text(document);
  }

  /** Returns a JSON object on several lines. */
  public static String text(Map<String, ?> members) {
    try {
      return JSON.std
              .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
              .asString(members)
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uses the same member names as the log of the drift check. */
  private static Map<String, Object> members(PlannedResource resource, Plan plan) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("timestamp", plan.timestamp().toString());
    members.put("message", resource.message());
    members.put("Stack", resource.stack());
    members.put("Path", resource.path());
    members.put("ResourceType", resource.resourceType());
    if (!resource.identity().isEmpty()) {
      members.put("Identity", resource.identity());
    }
    if (resource.declared() != null) {
      members.put("Declared", resource.declared());
    }
    if (resource.found() != null) {
      members.put("Found", resource.found().settings().days());
      resource
          .found()
          .initiateDeletionTimestamp()
          .ifPresent(time -> members.put("InitiateDeletionTimestamp", time.toString()));
    }
    members.put("HiddenMessages", resource.hiddenMessages());
    members.put("Status", resource.status().name());
    return members;
  }
}
