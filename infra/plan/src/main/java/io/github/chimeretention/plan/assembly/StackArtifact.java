package io.github.chimeretention.plan.assembly;

import java.util.Map;

/**
 * A stack of a cloud assembly.
 *
 * @param id its path in the app
 * @param account empty if it is the caller's, as is the region
 * @param lookupRole the role that may read in its account, with placeholders; empty if there is
 *     none
 * @param paths of constructs, by logical id
 * @param nested the texts of the nested stacks' templates, by path
 */
public record StackArtifact(
    String id,
    String stackName,
    String account,
    String region,
    String lookupRole,
    String lookupExternalId,
    Template template,
    Map<String, String> paths,
    Map<String, String> nested) {
  /** Returns a construct's path, or that which the template has for it. */
  public String path(String logicalId, Template.Resource resource) {
    return paths.getOrDefault(logicalId, resource.path());
  }

  /** Returns whether a pattern with asterisks is for this stack's name or path. */
  public boolean matches(String pattern) {
    String regex = "\\Q" + pattern.replaceAll("\\*+", "\\\\E.*\\\\Q") + "\\E";
    return id.matches(regex) || stackName.matches(regex);
  }
}
