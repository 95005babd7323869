package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The changes that a template makes to a stack, as far as they are known beforehand. */
public record Differences(
    Template target, Deployment deployed, Map<String, StackResource> current) {
  private static final String RECREATION = "/Target/RequiresRecreation";

  /** The changes in the structure of CloudFormation's API. */
  public List<JsonNode> changes() {
    List<JsonNode> changes = new ArrayList<>();
    for (StackResource planned : target.resources().values()) {
      StackResource existing = current.get(planned.logicalId());
      List<JsonNode> details = existing == null ? List.of() : details(existing, planned);
      if (existing == null) {
        changes.add(change("Add", planned));
      } else if (!details.isEmpty()) {
        changes.add(change("Modify", existing, details));
      }
    }
    current.values().stream()
        .filter(existing -> !target.resources().containsKey(existing.logicalId()))
        .forEach(existing -> changes.add(change("Remove", existing)));
    return changes;
  }

  /** Whether nothing changes at all, not even tags, outputs, or an unused parameter. */
  public boolean areNone() {
    Deployment wanted = target.deployment();
    return changes().isEmpty()
        && wanted.tags().equals(deployed.tags())
        && wanted.template().path("Outputs").equals(deployed.template().path("Outputs"))
        && wanted.effectiveParameters().equals(deployed.effectiveParameters());
  }

  private static ObjectNode change(String action, StackResource resource) {
    ObjectNode change = Json.object().put("Type", "Resource");
    change
        .putObject("ResourceChange")
        .put("Action", action)
        .put("LogicalResourceId", resource.logicalId())
        .put("PhysicalResourceId", action.equals("Add") ? null : resource.physicalId())
        .put("ResourceType", resource.type());
    return change;
  }

  private static JsonNode change(String action, StackResource existing, List<JsonNode> details) {
    boolean replaces = details.stream().anyMatch(it -> it.at(RECREATION).asText().equals("Always"));
    String policy = existing.retainedOnReplace() ? "ReplaceAndRetain" : "ReplaceAndDelete";
    ObjectNode change = change(action, existing);
    change
        .withObject("/ResourceChange")
        .put("Replacement", replaces ? "True" : "False")
        .put("PolicyAction", replaces ? policy : null)
        .set("Details", Json.members(details, detail -> detail));
    return change;
  }

  private List<JsonNode> details(StackResource existing, StackResource planned) {
    if (!planned.type().equals(existing.type())) {
      throw AwsException.validation(
          "Update of resource type is not permitted. The new template modifies resource type of the following resources: [%s]"
              .formatted(planned.logicalId()));
    }
    String id = planned.logicalId();
    List<JsonNode> details = new ArrayList<>();
    ObjectNode before = existing.properties();
    ObjectNode after = target.preview(id, current);
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    names.forEach(name -> add(details, "Properties", name, before.path(name), after.path(name)));
    for (String attribute : List.of("Metadata", "DeletionPolicy", "UpdateReplacePolicy")) {
      JsonNode wanted = target.deployment().resource(id).path(attribute);
      add(details, attribute, null, deployed.resource(id).path(attribute), wanted);
    }
    return details;
  }

  private static void add(
      List<JsonNode> details, String attribute, String name, JsonNode before, JsonNode after) {
    if (!before.equals(after)) {
      boolean replaces = name != null && StackResource.NAMES.contains(name);
      ObjectNode detail =
          Json.object().put("Evaluation", "Static").put("ChangeSource", "DirectModification");
      detail
          .putObject("Target")
          .put("Attribute", attribute)
          .put("Name", name)
          .put("RequiresRecreation", replaces ? "Always" : "Never")
          .put("BeforeValue", text(before))
          .put("AfterValue", text(after));
      details.add(detail);
    }
  }

  /** Null for a missing value, so that it is omitted. */
  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText(null);
  }
}
