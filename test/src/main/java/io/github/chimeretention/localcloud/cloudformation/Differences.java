package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.cloudformation.ResourceChange.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a template would change in a stack, as far as it can be known before. */
final class Differences {
  private final ResolvedTemplate target;
  private final Map<String, StackResource> current;

  Differences(ResolvedTemplate target, Map<String, StackResource> current) {
    this.target = target;
    this.current = current;
  }

  List<ResourceChange> changes() {
    List<ResourceChange> changes = new ArrayList<>();
    Intrinsics intrinsics = target.preview(current);
    for (ResourceDefinition definition : target.resources().values()) {
      ObjectNode after = (ObjectNode) intrinsics.resolve(definition.properties());
      StackResource standing = current.get(definition.logicalId());
      if (standing == null) {
        changes.add(
            new ResourceChange(
                "Add", definition.logicalId(), "", definition.type(), "", List.of(), null, after));
      } else {
        checkType(definition, standing);
        List<Detail> details = details(standing, definition, after);
        if (!details.isEmpty()) {
          changes.add(modification(standing, details, after));
        }
      }
    }
    current.values().stream()
        .filter(standing -> !target.resources().containsKey(standing.logicalId()))
        .forEach(standing -> changes.add(removal(standing)));
    return changes;
  }

  private static ResourceChange modification(
      StackResource standing, List<Detail> details, ObjectNode after) {
    boolean replaces = details.stream().anyMatch(Detail::replaces);
    String policy =
        standing.policies().retainedOnReplace() ? "ReplaceAndRetain" : "ReplaceAndDelete";
    return new ResourceChange(
        "Modify",
        standing.logicalId(),
        standing.physicalId(),
        standing.type(),
        replaces ? policy : "",
        details,
        standing.properties(),
        after);
  }

  private static ResourceChange removal(StackResource standing) {
    return new ResourceChange(
        "Remove",
        standing.logicalId(),
        standing.physicalId(),
        standing.type(),
        standing.policies().retainedOnDelete() ? "Retain" : "Delete",
        List.of(),
        standing.properties(),
        null);
  }

  private static List<Detail> details(
      StackResource standing, ResourceDefinition definition, ObjectNode after) {
    List<Detail> details = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    standing.properties().fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode old = standing.properties().path(name);
      JsonNode changed = after.path(name);
      if (!old.equals(changed)) {
        boolean replaces = RecordedResourceProvider.NAMES.contains(name);
        details.add(new Detail("Properties", name, replaces, text(old), text(changed)));
      }
    }
    Policies old = standing.policies();
    Policies changed = definition.policies();
    add(details, "DeletionPolicy", old.deletionPolicy(), changed.deletionPolicy());
    add(details, "UpdateReplacePolicy", old.updateReplacePolicy(), changed.updateReplacePolicy());
    return details;
  }

  private static void add(List<Detail> details, String attribute, String before, String after) {
    if (!before.equals(after)) {
      details.add(new Detail(attribute, "", false, before, after));
    }
  }

  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  private static void checkType(ResourceDefinition definition, StackResource standing) {
    if (!definition.type().equals(standing.type())) {
      throw new StackException(
          "Update of resource type is not permitted. The new template modifies resource type of"
              + " the following resources: ["
              + definition.logicalId()
              + "]");
    }
  }
}
