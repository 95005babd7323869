package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may become of an event, whatever its bytes are. */
enum ExpectedOutcome {
  /** There is nowhere to respond to. */
  NO_RESPONSE,
  FAILED,
  /** A Delete of what is not the resource's own. */
  SUCCESS_WITHOUT_CALL,
  SUCCESS;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern URL_STANDS_ONCE =
      Pattern.compile(
          "(?s)(?!.*\"ResponseURL\".*\"ResponseURL\").*\"ResponseURL\"\\s*:\\s*\""
              + Pattern.quote(HostileEvents.URL)
              + "\".*");
  private static final Set<String> COMMON = Set.of("ServiceToken", "ServiceTimeout", "Reapply");

  /** The event as JSON, missing if it is none or says a thing twice. */
  static JsonNode read(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  static Set<ExpectedOutcome> of(byte[] event) {
    JsonNode json = read(event);
    if (!json.isObject()) {
      return URL_STANDS_ONCE.matcher(new String(event, ISO_8859_1)).matches()
          ? EnumSet.of(FAILED)
          : EnumSet.of(FAILED, NO_RESPONSE);
    }
    String url = json.path("ResponseURL").asText("");
    if (!json.path("ResponseURL").isTextual() || !mayRespondTo(url)) {
      return EnumSet.of(NO_RESPONSE);
    }
    if (url.equals(HostileEvents.OLD_URL)) {
      return EnumSet.of(FAILED);
    }
    Set<ExpectedOutcome> outcomes = ofActionable(json);
    if (!url.equals(HostileEvents.URL)) {
      // When such a URL was signed, and whether it is one, is asserted elsewhere.
      outcomes.addAll(EnumSet.of(FAILED, NO_RESPONSE));
    }
    return outcomes;
  }

  /** Whether a URL leads to Amazon S3, or to something that has no right to be called so. */
  static boolean mayRespondTo(String url) {
    try {
      URI uri = URI.create(url);
      String host = Objects.toString(uri.getHost(), "").toLowerCase(Locale.ROOT);
      return "https".equalsIgnoreCase(uri.getScheme())
          && uri.getRawUserInfo() == null
          && uri.getPort() == -1
          && host.endsWith(".amazonaws.com")
          && Stream.of(host.split("[.-]", -1)).anyMatch("s3"::equals);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Set<ExpectedOutcome> ofActionable(JsonNode event) {
    for (ResourceUnderTest type : ResourceUnderTest.values()) {
      if (is(type.resourceType, event.path("ResourceType"))) {
        return ofType(type, event);
      }
    }
    return EnumSet.of(FAILED);
  }

  private static Set<ExpectedOutcome> ofType(ResourceUnderTest type, JsonNode event) {
    JsonNode requestType = event.path("RequestType");
    JsonNode properties = event.path("ResourceProperties");
    JsonNode identity = properties.path(type.identity.property());
    boolean isIdentity = isIdentity(type, identity);
    boolean isDelete = is("Delete", requestType);
    if (isDelete
        && !(isIdentity && is(id(type, identity.asText()), event.path("PhysicalResourceId")))) {
      return EnumSet.of(SUCCESS_WITHOUT_CALL);
    }
    if (!(isDelete || is("Create", requestType) || is("Update", requestType))
        || !isIdentity
        || !areValid(type, properties)) {
      return EnumSet.of(FAILED);
    }
    // Which regions there are is asserted elsewhere.
    return identity.asText().strip().equals(type.id()) || type == ResourceUnderTest.ACCOUNT
        ? EnumSet.of(SUCCESS)
        : EnumSet.of(SUCCESS, FAILED);
  }

  private static boolean is(String text, JsonNode value) {
    return value.isTextual() && value.asText().equals(text);
  }

  private static String id(ResourceUnderTest type, String identity) {
    return type == ResourceUnderTest.ACCOUNT
        ? identity.strip().toLowerCase(Locale.ROOT)
        : identity.strip();
  }

  private static boolean isIdentity(ResourceUnderTest type, JsonNode value) {
    String identity = value.asText().strip();
    return value.isTextual()
        && (type == ResourceUnderTest.ACCOUNT
            ? identity.matches("[!-~]{1,256}") && !identity.matches("\\.|\\.\\.")
            : identity.matches("arn:aws:chime:[a-z0-9-]+:[0-9]{12}:app-instance/[A-Za-z0-9_-]+")
                && identity.length() < 350);
  }

  private static boolean areValid(ResourceUnderTest type, JsonNode properties) {
    for (Iterator<String> names = properties.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (type.days.containsKey(name)
          ? !areDays(properties.path(name))
          : !name.equals(type.identity.property()) && !COMMON.contains(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areDays(JsonNode value) {
    return (value.isTextual() || value.isIntegralNumber())
        && value.asText().matches("[1-9][0-9]{0,3}")
        && value.asInt() <= 5475;
  }
}
