package io.github.chimeretention.plan.assembly;

import java.util.Map;

/**
 * A stack of a cloud assembly.
 *
 * @param id its path in the app
 * @param account empty for the caller's account; the same holds for the region
 * @param lookupRole the role with read access to its account, with placeholders; empty if there is
 *     none
 * @param paths the constructs' paths, by logical id
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
  /** Returns a construct's path; if the assembly has none, the path in the template. */
  public String path(String logicalId, Template.Resource resource) {
    return paths.getOrDefault(logicalId, resource.path());
  }

  /** Returns whether a pattern with asterisks matches this stack's name or path. */
  public boolean matches(String pattern) {
    String regex = "\\Q" + pattern.replaceAll("\\*+", "\\\\E.*\\\\Q") + "\\E";
    return id.matches(regex) || stackName.matches(regex);
  }
}
