package io.github.chimeretention.localcloud.chime;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that a request is signed for a region and a service. The signature itself is not computed
 * anew: the credentials are made up.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html">
 *     Elements of an AWS API request signature</a>
 */
record Signature(String region, String service) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/,]+/\\d{8}/(?<scope>[^,]+), ?"
              + "SignedHeaders=(?<headers>[^,]+), ?Signature=[0-9a-f]{64}");

  void check(Headers headers) throws ServiceException {
    String header = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
    Matcher authorization = AUTHORIZATION.matcher(header);
    if (!authorization.matches() || !headers.containsKey("X-Amz-Date")) {
      throw new ServiceException(ServiceError.FORBIDDEN, "The request is not signed");
    }
    String scope = region + "/" + service + "/aws4_request";
    if (!authorization.group("scope").equals(scope)) {
      throw new ServiceException(
          ServiceError.FORBIDDEN,
          "Credential should be scoped to " + scope + ", not " + authorization.group("scope"));
    }
  }
}
