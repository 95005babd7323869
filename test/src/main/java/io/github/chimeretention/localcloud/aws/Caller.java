package io.github.chimeretention.localcloud.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls which service, by the scope that a request is signed for.
 *
 * @param service the service's signing name, like {@code cloudformation}
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 *     Create a signed AWS API request</a>
 */
public record Caller(String account, String region, String service) {
  /** The account of access keys that name none. */
  public static final String DEFAULT_ACCOUNT = "111122223333";

  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");
  private static final Pattern KEY = Pattern.compile("ASIA(\\d{12})LCLC");

  /** The caller, unless the request is not signed. */
  static Optional<Caller> of(String authorization) {
    Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
    if (!scope.find()) {
      return Optional.empty();
    }
    Matcher key = KEY.matcher(scope.group(1));
    String account = key.matches() ? key.group(1) : DEFAULT_ACCOUNT;
    return Optional.of(new Caller(account, scope.group(2), scope.group(3)));
  }

  /** An access key id that stands for an account. */
  public static String accessKeyId(String account) {
    return "ASIA" + account + "LCLC";
  }
}
