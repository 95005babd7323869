package io.github.chimeretention.cdk.internal.permission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The permissions of a function for the resources of one type.
 *
 * @param policyName the prefix of the policy's name, and the statement's ID
 * @param of the identities in the plural, for texts
 * @param get the API operation that reads the settings
 * @param put the API operation that writes the settings
 * @param isByArn whether the identities are ARNs. If so, the actions are allowed on the ARNs only,
 *     and called in their regions; if not, the actions can't be limited to a resource, and are
 *     called in us-east-1 (<a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html">actions
 *     of Amazon Chime</a>)
 */
public record RetentionPermission(
    String policyName, String of, String get, String put, boolean isByArn) {
  /** The extent of the permissions. */
  public enum Access {
    READ,
    READ_WRITE
  }

  /** The policy's name. */
  String policyName(Access access) {
    return access == Access.READ ? policyName + "Read" : policyName;
  }

  List<String> actions(Access access) {
    return access == Access.READ
        ? List.of("chime:" + get)
        : List.of("chime:" + get, "chime:" + put);
  }

  /** The permissions that a role needs, for the person who maintains it. */
  public String requirement(Access access) {
    return "The function's role must allow %s on %s"
        .formatted(String.join(" and ", actions(access)), isByArn ? "the ARNs of the " + of : "*");
  }

  /** The policy's description, for reviewers. */
  String description(Access access) {
    String listed = isByArn ? "the %s listed".formatted(of) : of;
    return access == Access.READ
        ? "Lets the function that checks retention settings for drift read those of %s"
            .formatted(listed)
        : "Lets the function behind AWS CloudFormation's custom resources write the retention settings of %s, and read them back"
            .formatted(listed);
  }

  /**
   * The policy document, with its members in a fixed order, so that its text is always the same.
   */
  Map<String, Object> document(Access access, List<String> resources) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", policyName(access));
    statement.put("Effect", "Allow");
    statement.put("Action", actions(access));
    statement.put("Resource", resources.size() == 1 ? resources.get(0) : resources);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", List.of(statement));
    return document;
  }
}
