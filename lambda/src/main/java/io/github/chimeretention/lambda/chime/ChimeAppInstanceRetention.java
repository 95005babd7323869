package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkidentity.model.AppInstanceRetentionSettings;
import software.amazon.awssdk.services.chimesdkidentity.model.ChannelRetentionSettings;

/**
 * The retention settings of an Amazon Chime SDK app instance. The service is called in the ARN's
 * region, which can differ from the stack's.
 *
 * <p>Source: <i>Amazon Chime SDK API Reference, PutAppInstanceRetentionSettings and
 * GetAppInstanceRetentionSettings</i>.
 */
public final class ChimeAppInstanceRetention implements RetentionResource {
  private static final String CHANNEL = "ChannelRetentionDays";
  private static final Pattern ARN =
      Pattern.compile("arn:aws:chime:[a-z0-9-]{1,63}:[0-9]{12}:app-instance/[A-Za-z0-9_-]{1,256}");

  private final ServiceCalls<ChimeSdkIdentityClient> calls;

  ChimeAppInstanceRetention(SdkHttpClient http) {
    calls =
        new ServiceCalls<>(
            ChimeSdkIdentityClient::serviceMetadata, ChimeSdkIdentityClient::builder, http);
  }

  @Override
  public Type type() {
    return new Type(
        "Custom::ChimeAppInstanceRetentionSettings",
        "AppInstanceArn",
        "an ARN of the form arn:aws:chime:<region>:<account>:app-instance/<id>",
        List.of(CHANNEL));
  }

  @Override
  public Optional<String> identity(String value) {
    // The region becomes part of the host name that the signed request is sent to.
    return Optional.of(value.strip())
        .filter(arn -> ARN.matcher(arn).matches())
        .filter(arn -> region(arn).id().matches(PartitionMetadata.of("aws").regionRegex()));
  }

  @Override
  public Optional<EffectiveSettings> put(
      String appInstanceArn, RetentionSettings settings, Deadline deadline)
      throws InterruptedException {
    var channel =
        ChannelRetentionSettings.builder().retentionDays(settings.days().get(CHANNEL)).build();
    return calls.call(
        "PutAppInstanceRetentionSettings for the app instance " + appInstanceArn,
        region(appInstanceArn),
        deadline,
        (client, options) -> {
          var response =
              client.putAppInstanceRetentionSettings(
                  request ->
                      request
                          .appInstanceArn(appInstanceArn)
                          .appInstanceRetentionSettings(it -> it.channelRetentionSettings(channel))
                          .overrideConfiguration(options));
          return Optional.ofNullable(response.appInstanceRetentionSettings())
              .map(reported -> effective(reported, response.initiateDeletionTimestamp()));
        });
  }

  @Override
  public EffectiveSettings get(String appInstanceArn, Deadline deadline)
      throws InterruptedException {
    return calls.call(
        "GetAppInstanceRetentionSettings for the app instance " + appInstanceArn,
        region(appInstanceArn),
        deadline,
        (client, options) -> {
          var response =
              client.getAppInstanceRetentionSettings(
                  request -> request.appInstanceArn(appInstanceArn).overrideConfiguration(options));
          return effective(
              response.appInstanceRetentionSettings(), response.initiateDeletionTimestamp());
        });
  }

  /** Returns the settings that a response reports. */
  public static EffectiveSettings effective(
      AppInstanceRetentionSettings reported, Instant initiateDeletionTimestamp) {
    Map<String, Integer> days = new HashMap<>();
    if (reported != null && reported.channelRetentionSettings() != null) {
      days.put(CHANNEL, reported.channelRetentionSettings().retentionDays());
    }
    return EffectiveSettings.of(days, initiateDeletionTimestamp);
  }

  private static Region region(String appInstanceArn) {
    return Region.of(appInstanceArn.split(":", -1)[3]);
  }
}
