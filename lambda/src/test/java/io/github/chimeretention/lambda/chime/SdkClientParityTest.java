package io.github.chimeretention.lambda.chime;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.github.chimeretention.lambda.CloudFormationAndChime.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import io.github.chimeretention.lambda.retention.ServiceCallException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chime.ChimeClient;
import software.amazon.awssdk.services.chime.model.ConversationRetentionSettings;
import software.amazon.awssdk.services.chime.model.GetRetentionSettingsResponse;
import software.amazon.awssdk.services.chime.model.RoomRetentionSettings;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkidentity.model.ChannelRetentionSettings;
import software.amazon.awssdk.services.chimesdkidentity.model.GetAppInstanceRetentionSettingsResponse;

/** The requests and the answers are those that the SDK's own clients write and read. */
@DisplayName("As the SDK's client does it,")
class SdkClientParityTest {
  private static final String ARN = "arn:aws:chime:eu-central-1:111122223333:app-instance/Aa-1_";
  private static final Deadline DEADLINE = new Deadline(() -> 5_000);

  @RegisterExtension
  static final WireMockExtension service =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private final RetentionResource account = new ChimeAccountRetention(endpoint());
  private final RetentionResource appInstance = new ChimeAppInstanceRetention(endpoint());

  @ParameterizedTest(name = "room {0}, conversation {1}")
  @CsvSource({"1, 5475", "30, ", ", 30", ", "})
  @DisplayName("an account's settings are put")
  void putAccount(Integer room, Integer conversation) throws InterruptedException {
    answers(aResponse().withStatus(204));
    chime()
        .putRetentionSettings(
            request ->
                request
                    .accountId("acct 1/ü")
                    .retentionSettings(
                        it ->
                            it.roomRetentionSettings(days -> days.retentionDays(room))
                                .conversationRetentionSettings(
                                    days -> days.retentionDays(conversation))));
    account.put(
        "acct 1/ü",
        settings("RoomRetentionDays", room, "ConversationRetentionDays", conversation),
        DEADLINE);

    assertSameRequests();
  }

  @ParameterizedTest(name = "channel {0}")
  @ValueSource(ints = {1, 5475})
  @NullSource
  @DisplayName("an app instance's settings are put")
  void putAppInstance(Integer channel) throws InterruptedException {
    answers(aResponse().withBody("{}"));
    chimeSdkIdentity()
        .putAppInstanceRetentionSettings(
            request ->
                request
                    .appInstanceArn(ARN)
                    .appInstanceRetentionSettings(
                        it -> it.channelRetentionSettings(days -> days.retentionDays(channel))));
    appInstance.put(ARN, settings("ChannelRetentionDays", channel), DEADLINE);

    assertSameRequests();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"RetentionSettings": {"RoomRetentionSettings": {"RetentionDays": 365},
                               "ConversationRetentionSettings": {"RetentionDays": 90}},
         "InitiateDeletionTimestamp": "2026-03-22T10:15:30.123Z"}""",
        """
        {"RetentionSettings": {"RoomRetentionSettings": {"RetentionDays": null},
                               "ConversationRetentionSettings": {}},
         "InitiateDeletionTimestamp": null, "New": [1]}""",
        """
        {"RetentionSettings": {"RoomRetentionSettings": null}}""",
        "{\"RetentionSettings\": null}",
        "{}",
        ""
      })
  @DisplayName("an account's settings are got")
  void getAccount(String report) throws InterruptedException {
    answers(aResponse().withBody(report));
    GetRetentionSettingsResponse sdk = chime().getRetentionSettings(it -> it.accountId("a"));

    EffectiveSettings effective = account.get("a", DEADLINE);

    assertSameRequests();
    Optional<RoomRetentionSettings> room =
        Optional.ofNullable(sdk.retentionSettings()).map(it -> it.roomRetentionSettings());
    Optional<ConversationRetentionSettings> conversation =
        Optional.ofNullable(sdk.retentionSettings()).map(it -> it.conversationRetentionSettings());
    assertThat(effective)
        .isEqualTo(
            effective(
                settings(
                    "RoomRetentionDays",
                    room.map(RoomRetentionSettings::retentionDays).orElse(null),
                    "ConversationRetentionDays",
                    conversation.map(ConversationRetentionSettings::retentionDays).orElse(null)),
                sdk.initiateDeletionTimestamp()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"AppInstanceRetentionSettings": {"ChannelRetentionSettings": {"RetentionDays": 365}},
         "InitiateDeletionTimestamp": 1774174530}""",
        """
        {"AppInstanceRetentionSettings": {"ChannelRetentionSettings": {}},
         "InitiateDeletionTimestamp": 1774174530.123}""",
        "{\"AppInstanceRetentionSettings\": {\"ChannelRetentionSettings\": null}}",
        "{\"AppInstanceRetentionSettings\": null, \"InitiateDeletionTimestamp\": 1.774174530E9}",
        "{}",
        ""
      })
  @DisplayName("an app instance's settings are got")
  void getAppInstance(String report) throws InterruptedException {
    answers(aResponse().withBody(report));
    GetAppInstanceRetentionSettingsResponse sdk =
        chimeSdkIdentity().getAppInstanceRetentionSettings(it -> it.appInstanceArn(ARN));

    EffectiveSettings effective = appInstance.get(ARN, DEADLINE);

    assertSameRequests();
    Optional<ChannelRetentionSettings> channel =
        Optional.ofNullable(sdk.appInstanceRetentionSettings())
            .map(it -> it.channelRetentionSettings());
    assertThat(effective)
        .isEqualTo(
            effective(
                settings(
                    "ChannelRetentionDays",
                    channel.map(ChannelRetentionSettings::retentionDays).orElse(null)),
                sdk.initiateDeletionTimestamp()));
  }

  @ParameterizedTest(name = "header {0}, body {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "BadRequestException, {\"Message\": \"why\"}",
        "BadRequestException:https://example.com/, {\"message\": \"why\"}",
        ", {\"__type\": \"com.amazonaws.chime#BadRequestException\"}",
        "AccessDeniedException, <html>",
        "AccessDeniedException, ",
      })
  @DisplayName("an error is read")
  void error(String type, String body) {
    ResponseDefinitionBuilder answer = aResponse().withStatus(400).withBody(body);
    answers(
        (type == null ? answer : answer.withHeader("x-amzn-ErrorType", type))
            .withHeader("x-amzn-RequestId", "request-7"));
    AwsServiceException sdk =
        catchThrowableOfType(
            AwsServiceException.class,
            () -> chime().getRetentionSettings(request -> request.accountId("a")));

    ServiceCallException thrown =
        catchThrowableOfType(ServiceCallException.class, () -> account.get("a", DEADLINE));

    String message = sdk.awsErrorDetails().errorMessage();
    assertThat(thrown)
        .hasMessage(
            "GetRetentionSettings for the account a: %s: %s (HTTP status 400, request id %s)"
                .formatted(
                    sdk.awsErrorDetails().errorCode(),
                    message == null ? "no message" : message,
                    sdk.requestId()));
  }

  /** The SDK's request and then the function's differ in nothing that the service looks at. */
  private static void assertSameRequests() {
    List<LoggedRequest> requests =
        service.getAllServeEvents().stream().map(ServeEvent::getRequest).toList();
    assertThat(requests).hasSize(2);
    LoggedRequest ours = requests.get(0);
    LoggedRequest sdk = requests.get(1);
    assertThat(ours.getMethod()).isEqualTo(sdk.getMethod());
    assertThat(ours.getUrl()).isEqualTo(sdk.getUrl());
    assertThat(json(ours.getBodyAsString())).isEqualTo(json(sdk.getBodyAsString()));
    assertThat(ours.getHeader("X-Amz-Security-Token"))
        .isEqualTo(sdk.getHeader("X-Amz-Security-Token"))
        .isNotNull();
    assertThat(scope(ours)).isEqualTo(scope(sdk)).contains("/chime/aws4_request");
    assertThat(Signature.of(ours)).isEqualTo(Signature.expectedOf(ours));
    assertThat(Signature.of(sdk)).isEqualTo(Signature.expectedOf(sdk));
    if (sdk.getHeader("Content-Type") != null) {
      assertThat(ours.getHeader("Content-Type")).isEqualTo(sdk.getHeader("Content-Type"));
    }
  }

  /** What the signature is for, but its date. */
  private static String scope(LoggedRequest request) {
    return request
        .getHeader("Authorization")
        .replaceAll("^(AWS4-HMAC-SHA256) Credential=([^/]*)/[0-9]{8}/([^,]*),.*$", "$1 $2 $3");
  }

  private static ServiceEndpoint endpoint() {
    return ServiceEndpoint.at(service.baseUrl());
  }

  private static void answers(ResponseDefinitionBuilder answer) {
    service.stubFor(any(anyUrl()).willReturn(answer));
  }

  private static ChimeClient chime() {
    return at(ChimeClient.builder(), Region.US_EAST_1).build();
  }

  private static ChimeSdkIdentityClient chimeSdkIdentity() {
    return at(ChimeSdkIdentityClient.builder(), Region.EU_CENTRAL_1).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(B builder, Region region) {
    return builder.endpointOverride(URI.create(service.baseUrl())).region(region);
  }

  private static EffectiveSettings effective(RetentionSettings settings, Instant timestamp) {
    return new EffectiveSettings(settings, Optional.ofNullable(timestamp));
  }

  private static RetentionSettings settings(Object... properties) {
    Map<String, Integer> days = new HashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      days.put((String) properties[i], (Integer) properties[i + 1]);
    }
    return RetentionSettings.ofNullable(days);
  }
}
