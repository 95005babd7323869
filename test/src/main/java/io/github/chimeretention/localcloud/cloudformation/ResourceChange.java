package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What becomes of one resource.
 *
 * @param action Add, Modify or Remove
 * @param policyAction what is done beside, like Delete or ReplaceAndDelete; empty if nothing is
 * @param before the properties as they are; null if the resource is added
 * @param after the properties as they are going to be; null if the resource is removed
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html">
 *     ResourceChange</a>
 */
record ResourceChange(
    String action,
    String logicalId,
    String physicalId,
    String type,
    String policyAction,
    List<Detail> details,
    ObjectNode before,
    ObjectNode after) {
  ResourceChange {
    details = List.copyOf(details);
  }

  /**
   * What changes in a resource that is modified.
   *
   * @param attribute Properties, DeletionPolicy or UpdateReplacePolicy
   * @param name of the property; empty for another attribute
   * @param before empty if it is added
   * @param after empty if it is removed
   */
  record Detail(String attribute, String name, boolean replaces, String before, String after) {}

  boolean replaces() {
    return details.stream().anyMatch(Detail::replaces);
  }
}
