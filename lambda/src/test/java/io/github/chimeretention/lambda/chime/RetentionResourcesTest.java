package io.github.chimeretention.lambda.chime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.ResourceUnderTest;
import io.github.chimeretention.lambda.VirtualTime;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Checks the requests to each service, and the settings read from its responses. */
@DisplayName("The retention settings of")
class RetentionResourcesTest {
  private static final EffectiveSettings NONE = EffectiveSettings.of(Map.of(), null);
  private static final Instant DELETION = Instant.parse("2026-03-22T10:15:30Z");

  private final Deadline deadline = Deadline.in(Duration.ofHours(1), new VirtualTime());
  private final List<String> requests = new ArrayList<>();
  private final List<String> signatures = new ArrayList<>();
  private final List<RetentionResource> resources = RetentionResources.calledBy(server());
  private String response = "{}";

  @Test
  @DisplayName(
      "an account are put completely, empty for periods that are off, in the API's only region")
  void account() throws InterruptedException {
    RetentionResource account = resources.get(0);
    account.put(
        "acct-1",
        new RetentionSettings(Map.of("RoomRetentionDays", 365, "ConversationRetentionDays", 90)),
        deadline);
    account.put("acct-1", RetentionSettings.OFF, deadline);
    account.get("acct-1", deadline);

    String url = "https://chime.us-east-1.amazonaws.com/accounts/acct-1/retention-settings";
    assertThat(requests)
        .containsExactly(
            "PUT "
                + url
                + " {'RetentionSettings':{'RoomRetentionSettings':{'RetentionDays':365},"
                + "'ConversationRetentionSettings':{'RetentionDays':90}}}",
            "PUT "
                + url
                + " {'RetentionSettings':{'RoomRetentionSettings':{},"
                + "'ConversationRetentionSettings':{}}}",
            "GET " + url + " ");
    assertThat(signatures).allMatch(it -> it.contains("/us-east-1/chime/aws4_request"));
  }

  @Test
  @DisplayName(
      "an app instance are put completely, empty for periods that are off, in its ARN's region")
  void appInstance() throws InterruptedException {
    RetentionResource appInstance = resources.get(1);
    String arn = ResourceUnderTest.APP_INSTANCE.id;
    appInstance.put(arn, new RetentionSettings(Map.of("ChannelRetentionDays", 365)), deadline);
    appInstance.put(arn, RetentionSettings.OFF, deadline);
    appInstance.get(arn, deadline);

    String url =
        "https://identity-chime.eu-central-1.amazonaws.com/app-instances/arn%3Aaws%3Achime"
            + "%3Aeu-central-1%3A111122223333%3Aapp-instance%2FAa-1/retention-settings";
    String settings = " {'AppInstanceRetentionSettings':{'ChannelRetentionSettings':{%s}}}";
    assertThat(requests)
        .containsExactly(
            "PUT " + url + settings.formatted("'RetentionDays':365"),
            "PUT " + url + settings.formatted(""),
            "GET " + url + " ");
    assertThat(signatures).allMatch(it -> it.contains("/eu-central-1/chime/aws4_request"));
  }

  @Test
  @DisplayName("an account come from Get; the response to a put has none")
  void accountReports() throws InterruptedException {
    RetentionResource account = resources.get(0);
    assertThat(account.get("a", deadline)).isEqualTo(NONE);
    response = ResourceUnderTest.ACCOUNT.report(7);
    Map<String, Integer> days = Map.of("RoomRetentionDays", 7, "ConversationRetentionDays", 90);
    assertThat(account.get("a", deadline)).isEqualTo(EffectiveSettings.of(days, DELETION));
    response = "";
    assertThat(account.put("a", RetentionSettings.OFF, deadline)).isEmpty();
  }

  @Test
  @DisplayName("an app instance come from Get, and from the response to a put if it has any")
  void appInstanceReports() throws InterruptedException {
    RetentionResource appInstance = resources.get(1);
    String arn = ResourceUnderTest.APP_INSTANCE.id;
    assertThat(appInstance.get(arn, deadline)).isEqualTo(NONE);
    assertThat(appInstance.put(arn, RetentionSettings.OFF, deadline)).isEmpty();
    response = ResourceUnderTest.APP_INSTANCE.report(7);
    EffectiveSettings week = EffectiveSettings.of(Map.of("ChannelRetentionDays", 7), DELETION);
    assertThat(appInstance.get(arn, deadline)).isEqualTo(week);
    assertThat(appInstance.put(arn, RetentionSettings.OFF, deadline)).contains(week);
  }

  private HttpServerStub server() {
    return (request, body) -> {
      String json = new String(body, StandardCharsets.UTF_8).replace('"', '\'');
      requests.add("%s %s %s".formatted(request.method(), request.getUri(), json));
      signatures.add(request.firstMatchingHeader("Authorization").orElseThrow());
      return HttpServerStub.response(200, response);
    };
  }
}
