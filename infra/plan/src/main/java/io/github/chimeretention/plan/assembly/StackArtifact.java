package io.github.chimeretention.plan.assembly;

import io.github.chimeretention.plan.assembly.Template.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stack of a cloud assembly.
 *
 * @param id its path in the app
 * @param stackName empty if CloudFormation names it, because it is nested
 * @param account empty for the caller's account; the same holds for the region
 * @param lookupRole the role with read access to its account, with placeholders; empty if there is
 *     none
 * @param paths the logical ids of the constructs in it and in its nested stacks, by path
 * @param nested returns the template of a nested stack; empty if there is none in JSON
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
    Function<Resource, Optional<Template>> nested) {
  /** Returns a stack that is nested in this one. */
  public StackArtifact nested(String path, Template content) {
    return new StackArtifact(
        path, "", account, region, lookupRole, lookupExternalId, content, paths, nested);
  }

  /**
   * Returns a construct's path.
   *
   * @param resource of the template; null if it has none with this logical id
   */
  public String path(String logicalId, Resource resource) {
    if (resource != null && !resource.path().isEmpty()) {
      return resource.path();
    }
    String prefix = id + "/";
    return paths.keySet().stream()
        .filter(path -> path.startsWith(prefix) && paths.get(path).equals(logicalId))
        .findFirst()
        .map(Template::constructPath)
        .orElse(prefix + logicalId);
  }

  /** Returns whether a pattern with asterisks matches this stack's name or path. */
  public boolean matches(String pattern) {
    String regex = "\\Q" + pattern.replaceAll("\\*+", "\\\\E.*\\\\Q") + "\\E";
    return id.matches(regex) || stackName.matches(regex);
  }
}
