package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.chime.SettingsDocument.Period;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
          "arn:aws:chime:[a-z0-9-]{1,63}:[0-9]{12}" + ":app-instance/[A-Za-z0-9_-]{1,256}");

  private final ChimeApi api;

  ChimeAppInstanceRetention(ServiceEndpoint endpoint) {
    api =
        new ChimeApi(
            "app instance",
            endpoint,
            "app-instances",
            new SettingsDocument(
                "AppInstanceRetentionSettings",
                List.of(new Period(CHANNEL, "ChannelRetentionSettings"))));
  }

  static ServiceEndpoint endpoint() {
    return ServiceEndpoint.of(
        "aws.endpointUrlChimeSdkIdentity", "AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY", "identity-chime");
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
  public void put(String appInstanceArn, RetentionSettings settings, Deadline deadline)
      throws InterruptedException {
    api.put(appInstanceArn, region(appInstanceArn), settings, deadline);
  }

  @Override
  public EffectiveSettings get(String appInstanceArn, Deadline deadline)
      throws InterruptedException {
    return api.get(appInstanceArn, region(appInstanceArn), deadline);
  }

  private static String region(String appInstanceArn) {
    return appInstanceArn.split(":", -1)[3];
  }
}
