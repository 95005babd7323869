package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkidentity.model.ChannelRetentionSettings;
import software.amazon.awssdk.services.chimesdkidentity.model.GetAppInstanceRetentionSettingsResponse;

/**
 * {@code Custom::ChimeAppInstanceRetentionSettings}: the retention settings of an Amazon Chime SDK
 * app instance. It is called in the region that its ARN names, whatever the stack's region is.
 *
 * <p>Source: <i>Amazon Chime SDK API Reference, PutAppInstanceRetentionSettings and
 * GetAppInstanceRetentionSettings</i>.
 */
final class ChimeAppInstanceRetention implements RetentionResource {
  static final String RESOURCE_TYPE = "Custom::ChimeAppInstanceRetentionSettings";

  private static final String CHANNEL = "ChannelRetentionDays";
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws:chime:(?<region>[a-z0-9-]{1,63}):[0-9]{12}"
              + ":app-instance/[A-Za-z0-9_-]{1,256}");

  private final ChimeCalls calls;
  private final Map<String, ChimeSdkIdentityClient> clients = new ConcurrentHashMap<>();

  ChimeAppInstanceRetention(Optional<URI> endpoint) {
    calls = new ChimeCalls("app instance", endpoint);
  }

  @Override
  public String resourceType() {
    return RESOURCE_TYPE;
  }

  @Override
  public String identityProperty() {
    return "AppInstanceArn";
  }

  @Override
  public String allowedIdentity() {
    return "an ARN arn:aws:chime:<region>:<account>:app-instance/<id>";
  }

  @Override
  public String exampleIdentity() {
    return "arn:aws:chime:us-east-1:000000000000:app-instance/priming";
  }

  @Override
  public Optional<String> identity(String value) {
    String arn = value.strip();
    return ARN.matcher(arn).matches() ? Optional.of(arn) : Optional.empty();
  }

  @Override
  public List<String> periodProperties() {
    return List.of(CHANNEL);
  }

  @Override
  public void put(String appInstanceArn, RetentionSettings settings, Deadline deadline) {
    ChannelRetentionSettings channel =
        ChannelRetentionSettings.builder().retentionDays(settings.daysOrNull(CHANNEL)).build();
    calls.call(
        "PutAppInstanceRetentionSettings",
        appInstanceArn,
        deadline,
        override ->
            client(appInstanceArn)
                .putAppInstanceRetentionSettings(
                    request ->
                        request
                            .appInstanceArn(appInstanceArn)
                            .appInstanceRetentionSettings(
                                all -> all.channelRetentionSettings(channel))
                            .overrideConfiguration(override)));
  }

  @Override
  public EffectiveSettings get(String appInstanceArn, Deadline deadline) {
    return effective(
        calls.call(
            "GetAppInstanceRetentionSettings",
            appInstanceArn,
            deadline,
            override ->
                client(appInstanceArn)
                    .getAppInstanceRetentionSettings(
                        request ->
                            request
                                .appInstanceArn(appInstanceArn)
                                .overrideConfiguration(override))));
  }

  private static EffectiveSettings effective(GetAppInstanceRetentionSettingsResponse response) {
    Map<String, Integer> days = new HashMap<>();
    if (response.appInstanceRetentionSettings() != null) {
      ChannelRetentionSettings channel =
          response.appInstanceRetentionSettings().channelRetentionSettings();
      days.put(CHANNEL, channel == null ? null : channel.retentionDays());
    }
    return new EffectiveSettings(
        RetentionSettings.ofNullable(days),
        Optional.ofNullable(response.initiateDeletionTimestamp()));
  }

  private ChimeSdkIdentityClient client(String appInstanceArn) {
    Matcher arn = ARN.matcher(appInstanceArn);
    if (!arn.matches()) {
      throw new IllegalArgumentException("not the ARN of an app instance: " + appInstanceArn);
    }
    return clients.computeIfAbsent(
        arn.group("region"),
        region ->
            calls.configure(ChimeSdkIdentityClient.builder()).region(Region.of(region)).build());
  }
}
