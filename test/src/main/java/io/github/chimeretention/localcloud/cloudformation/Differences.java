package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a template would change in a stack, as far as it can be known before.
 *
 * @see "ResourceChange"
 */
record Differences(Template target, Map<String, StackResource> current) {
  /** The changes in the structure of CloudFormation's API. */
  List<JsonNode> changes() {
    List<JsonNode> changes = new ArrayList<>();
    for (StackResource planned : target.resources().values()) {
      StackResource standing = current.get(planned.logicalId());
      if (standing == null) {
        changes.add(change("Add", planned, null, List.of()));
      } else {
        checkType(planned, standing);
        List<JsonNode> details = details(standing, planned);
        if (!details.isEmpty()) {
          changes.add(modification(standing, details));
        }
      }
    }
    for (StackResource standing : current.values()) {
      if (!target.resources().containsKey(standing.logicalId())) {
        String policy = standing.retainedOnDelete() ? "Retain" : "Delete";
        changes.add(change("Remove", standing, policy, List.of()));
      }
    }
    return changes;
  }

  private static JsonNode modification(StackResource standing, List<JsonNode> details) {
    boolean replaces =
        details.stream()
            .anyMatch(d -> d.at("/Target/RequiresRecreation").asText().equals("Always"));
    String policy = standing.retainedOnReplace() ? "ReplaceAndRetain" : "ReplaceAndDelete";
    ObjectNode change = change("Modify", standing, replaces ? policy : null, details);
    change.withObjectProperty("ResourceChange").put("Replacement", replaces ? "True" : "False");
    return change;
  }

  private static ObjectNode change(
      String action, StackResource resource, String policyAction, List<JsonNode> details) {
    ObjectNode change = Json.object().put("Type", "Resource");
    change
        .putObject("ResourceChange")
        .put("Action", action)
        .put("PolicyAction", policyAction)
        .put("LogicalResourceId", resource.logicalId())
        .put("PhysicalResourceId", action.equals("Add") ? null : resource.physicalId())
        .put("ResourceType", resource.type())
        .set("Details", Json.members(details, detail -> detail));
    return change;
  }

  private List<JsonNode> details(StackResource standing, StackResource planned) {
    List<JsonNode> details = new ArrayList<>();
    ObjectNode before = standing.properties();
    ObjectNode after = target.preview(standing.logicalId(), current);
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!before.path(name).equals(after.path(name))) {
        boolean replaces = ResourceTypes.NAMES.contains(name);
        ObjectNode detail = detail("Properties", text(before.path(name)), text(after.path(name)));
        detail
            .withObjectProperty("Target")
            .put("Name", name)
            .put("RequiresRecreation", replaces ? "Always" : "Never");
        details.add(detail);
      }
    }
    add(details, "DeletionPolicy", standing.deletionPolicy(), planned.deletionPolicy());
    add(
        details,
        "UpdateReplacePolicy",
        standing.updateReplacePolicy(),
        planned.updateReplacePolicy());
    return details;
  }

  private static void add(List<JsonNode> details, String attribute, String before, String after) {
    if (!before.equals(after)) {
      details.add(detail(attribute, before, after));
    }
  }

  private static ObjectNode detail(String attribute, String before, String after) {
    ObjectNode detail =
        Json.object().put("Evaluation", "Static").put("ChangeSource", "DirectModification");
    detail
        .putObject("Target")
        .put("Attribute", attribute)
        .put("BeforeValue", before)
        .put("AfterValue", after);
    return detail;
  }

  /** Null, which is not written, for a property that is not there. */
  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText(null);
  }

  private static void checkType(StackResource planned, StackResource standing) {
    if (!planned.type().equals(standing.type())) {
      throw new StackException(
          "Update of resource type is not permitted. The new template modifies resource type of the following resources: [%s]"
              .formatted(planned.logicalId()));
    }
  }
}
