package io.github.chimeretention.localcloud.chime;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call that puts or gets the retention settings of an identity. */
public record RetentionCall(ChimeApi api, boolean isPut, String identity) {
  /** The actions that list identities, by path. */
  public static final Map<String, String> LISTS =
      Map.of("/accounts", "chime:ListAccounts", "/app-instances", "chime:ListAppInstances");

  private static final Pattern OPERATION =
      Pattern.compile("(PUT|GET) /(accounts|app-instances)/(.+)/retention-settings");

  /** The call in a request. */
  public static RetentionCall of(AwsRequest request) {
    Matcher operation = OPERATION.matcher(request.method() + " " + request.path());
    if (!operation.matches()) {
      throw AwsException.notServed(request.method() + " " + request.path());
    }
    return new RetentionCall(
        operation.group(2).equals("accounts") ? ChimeApi.CHIME : ChimeApi.CHIME_SDK_IDENTITY,
        operation.group(1).equals("PUT"),
        operation.group(3));
  }

  /** The action's name in policies. */
  public String action() {
    return "chime:" + (isPut ? "Put" : "Get") + api.member();
  }

  /** The resource in policies: an app instance, or {@code *}, because accounts have no ARN. */
  public String resource() {
    return api == ChimeApi.CHIME ? "*" : identity;
  }
}
