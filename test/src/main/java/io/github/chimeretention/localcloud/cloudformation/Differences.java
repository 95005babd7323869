package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a template would change in a stack, as far as it can be known before. */
record Differences(Template target, Map<String, StackResource> current) {
  /** The changes in the structure of CloudFormation's API. */
  List<JsonNode> changes() {
    List<JsonNode> changes = new ArrayList<>();
    for (StackResource planned : target.resources().values()) {
      StackResource standing = current.get(planned.logicalId());
      List<JsonNode> details = standing == null ? List.of() : details(standing, planned);
      if (standing == null) {
        changes.add(change("Add", planned, Json.object()));
      } else if (!details.isEmpty()) {
        changes.add(modification(standing, details));
      }
    }
    for (StackResource standing : current.values()) {
      if (!target.resources().containsKey(standing.logicalId())) {
        changes.add(change("Remove", standing, Json.object()));
      }
    }
    return changes;
  }

  private static JsonNode modification(StackResource standing, List<JsonNode> details) {
    boolean replaces =
        details.stream()
            .anyMatch(d -> d.at("/Target/RequiresRecreation").asText().equals("Always"));
    String policy = standing.retainedOnReplace() ? "ReplaceAndRetain" : "ReplaceAndDelete";
    ObjectNode change =
        Json.object()
            .put("Replacement", replaces ? "True" : "False")
            .put("PolicyAction", replaces ? policy : null)
            .set("Details", Json.members(details, detail -> detail));
    return change("Modify", standing, change);
  }

  private static JsonNode change(String action, StackResource resource, ObjectNode change) {
    change
        .put("Action", action)
        .put("LogicalResourceId", resource.logicalId())
        .put("PhysicalResourceId", action.equals("Add") ? null : resource.physicalId())
        .put("ResourceType", resource.type());
    return Json.object().put("Type", "Resource").set("ResourceChange", change);
  }

  private List<JsonNode> details(StackResource standing, StackResource planned) {
    if (!planned.type().equals(standing.type())) {
      throw new StackException(
          "Update of resource type is not permitted. The new template modifies resource type of the following resources: [%s]"
              .formatted(planned.logicalId()));
    }
    List<JsonNode> details = new ArrayList<>();
    ObjectNode before = standing.properties();
    ObjectNode after = target.preview(standing.logicalId(), current);
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!before.path(name).equals(after.path(name))) {
        details.add(detail("Properties", name, text(before.path(name)), text(after.path(name))));
      }
    }
    if (!standing.deletionPolicy().equals(planned.deletionPolicy())) {
      details.add(
          detail("DeletionPolicy", null, standing.deletionPolicy(), planned.deletionPolicy()));
    }
    if (!standing.updateReplacePolicy().equals(planned.updateReplacePolicy())) {
      details.add(
          detail(
              "UpdateReplacePolicy",
              null,
              standing.updateReplacePolicy(),
              planned.updateReplacePolicy()));
    }
    return details;
  }

  private static JsonNode detail(String attribute, String name, String before, String after) {
    boolean replaces = name != null && ResourceTypes.NAMES.contains(name);
    JsonNode target =
        Json.object()
            .put("Attribute", attribute)
            .put("Name", name)
            .put("RequiresRecreation", replaces ? "Always" : "Never")
            .put("BeforeValue", before)
            .put("AfterValue", after);
    return Json.object()
        .put("Evaluation", "Static")
        .put("ChangeSource", "DirectModification")
        .set("Target", target);
  }

  /** Null, which is not written, for a property that is not there. */
  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText(null);
  }
}
