package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The retention settings of the Amazon Chime SDK identity API, version 2021-04-20. One endpoint
 * stands for those of all regions: the region that a call is signed for has to be its ARN's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_PutAppInstanceRetentionSettings.html">
 *     PutAppInstanceRetentionSettings</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_GetAppInstanceRetentionSettings.html">
 *     GetAppInstanceRetentionSettings</a>
 */
public final class ChimeSdkIdentityEndpoint extends RetentionEndpoint {
  public static final String CHANNELS = "ChannelRetentionSettings";

  public ChimeSdkIdentityEndpoint(Retentions appInstances) {
    super(
        "chime-sdk-identity",
        "AppInstanceRetentionSettings",
        Pattern.compile("/app-instances/([^/]+)/retention-settings"),
        new RetentionSettingsBody("AppInstanceRetentionSettings", List.of(CHANNELS)),
        appInstances);
  }

  @Override
  Signature signature(Call call) throws ServiceException {
    String[] arn = call.identity().split(":", -1);
    if (arn.length != 6 || !arn[0].equals("arn")) {
      throw new ServiceException(
          ServiceError.BAD_REQUEST, "Not the ARN of an app instance: " + call.identity());
    }
    return new Signature(arn[3], "chime");
  }

  /** The API has no exception for what is not found; who may not know of it is told that much. */
  @Override
  ServiceException unknown(String appInstanceArn) {
    return new ServiceException(
        ServiceError.FORBIDDEN, "Not authorized to access the resource " + appInstanceArn);
  }

  @Override
  Reply taken(Retention retention) {
    return report(retention);
  }

  @Override
  void deletion(ObjectNode answer, Retention retention) {
    retention
        .deletion()
        .ifPresent(at -> answer.put("InitiateDeletionTimestamp", at.getEpochSecond()));
  }
}
