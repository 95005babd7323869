package io.github.chimeretention.lambda.chime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * A request's signature, as a service checks it (<i>AWS Identity and Access Management User Guide,
 * Create a signed AWS API request</i>).
 */
final class Signature {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/(?<scope>[^,]+),"
              + " SignedHeaders=(?<headers>[^,]+), Signature=(?<signature>[0-9a-f]+)");

  private Signature() {}

  static String of(LoggedRequest request) {
    return authorization(request).group("signature");
  }

  /** Returns the signature that the request must have. */
  static String expectedOf(LoggedRequest request) {
    Matcher authorization = authorization(request);
    String signedHeaders = authorization.group("headers");
    StringBuilder headers = new StringBuilder();
    for (String name : signedHeaders.split(";", -1)) {
      headers.append(name).append(':').append(request.getHeader(name).strip()).append('\n');
    }
    String canonical =
        String.join(
            "\n",
            request.getMethod().value(),
            // Each segment of the path is encoded a second time.
            SdkHttpUtils.urlEncodeIgnoreSlashes(request.getUrl()),
            "",
            headers,
            signedHeaders,
            hash(request.getBody()));
    String scope = authorization.group("scope");
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.getHeader("X-Amz-Date"),
            scope,
            hash(canonical.getBytes(UTF_8)));
    byte[] key = ("AWS4" + System.getenv("AWS_SECRET_ACCESS_KEY")).getBytes(UTF_8);
    for (String part : List.of(scope.split("/", -1))) {
      key = mac(key, part);
    }
    return HexFormat.of().formatHex(mac(key, toSign));
  }

  private static Matcher authorization(LoggedRequest request) {
    Matcher authorization = AUTHORIZATION.matcher(request.getHeader("Authorization"));
    if (!authorization.matches()) {
      throw new AssertionError("not signed: " + request.getHeader("Authorization"));
    }
    return authorization;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
