package io.github.chimeretention.localcloud.aws;

import com.sun.net.httpserver.Headers;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The caller and the called service, such as {@code cloudformation}, from a signature's scope.
 *
 * @param session the ARN of the role session whose credentials are used: its calls need
 *     permissions; empty for all others, which may do everything
 */
public record Caller(String account, String region, String service, String session) {
  /** The account of access keys without an account. */
  public static final String DEFAULT_ACCOUNT = "111122223333";

  /** The caller with a pre-signed URL. */
  private static final Caller PRESIGNED = new Caller(DEFAULT_ACCOUNT, "us-east-1", "presigned", "");

  static final Caller UNKNOWN = new Caller(DEFAULT_ACCOUNT, "us-east-1", "", "");

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/,]+)/\\d{8}/([^/,]+)/([^/,]+)/aws4_request, ?"
              + "SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}");
  private static final String SESSION = "LocalCloudSession/";
  private static final Pattern KEY = Pattern.compile("ASIA(\\d{12})LCLC");

  /**
   * The caller, unless the request is not signed. The signature is not verified, because the
   * credentials are invented.
   */
  static Optional<Caller> of(Headers headers, Map<String, String> query) {
    if (query.containsKey("X-Amz-Signature")) {
      return Optional.of(PRESIGNED);
    }
    String authorization = headers.getFirst("Authorization");
    Matcher scope = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
    if (!scope.matches()) {
      return Optional.empty();
    }
    Matcher key = KEY.matcher(scope.group(1));
    String account = key.matches() ? key.group(1) : DEFAULT_ACCOUNT;
    String token = headers.getFirst("X-Amz-Security-Token");
    boolean isRole = token != null && token.startsWith(SESSION);
    String session = isRole ? token.substring(SESSION.length()) : "";
    return Optional.of(new Caller(account, scope.group(2), scope.group(3), session));
  }

  /** The session token of a role session. The ARN alone wouldn't be a secret. */
  public static String sessionToken(String session) {
    return SESSION + session;
  }

  /** An access key ID that contains the account. */
  public static String accessKeyId(String account) {
    return "ASIA" + account + "LCLC";
  }
}
