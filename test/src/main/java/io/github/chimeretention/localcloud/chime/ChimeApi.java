package io.github.chimeretention.localcloud.chime;

import io.github.chimeretention.localcloud.aws.AwsException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two APIs with retention settings, and their differences. */
public enum ChimeApi {
  /** Amazon Chime accounts, version 2018-05-01: PutRetentionSettings and GetRetentionSettings. */
  CHIME("RetentionSettings"),
  /**
   * Amazon Chime SDK identity, version 2021-04-20: PutAppInstanceRetentionSettings and
   * GetAppInstanceRetentionSettings.
   */
  CHIME_SDK_IDENTITY("AppInstanceRetentionSettings");

  private static final Pattern ARN = Pattern.compile("arn:[^:]*:chime:([^:]*):[^:]*:[^:]*");

  private final String noun;

  ChimeApi(String noun) {
    this.noun = noun;
  }

  /** The API with the settings of an account ID or an app instance's ARN. */
  public static ChimeApi of(String identity) {
    return identity.startsWith("arn:") ? CHIME_SDK_IDENTITY : CHIME;
  }

  public List<String> settings() {
    return this == CHIME
        ? List.of("RoomRetentionSettings", "ConversationRetentionSettings")
        : List.of("ChannelRetentionSettings");
  }

  /**
   * The member with the settings in requests and responses, also a part of the operations' names.
   */
  String member() {
    return noun;
  }

  /** The region that a call must be signed for; for an app instance, the one in its ARN. */
  String region(String identity) {
    if (this == CHIME) {
      return "us-east-1";
    }
    Matcher arn = ARN.matcher(identity);
    if (!arn.matches()) {
      throw new AwsException(
          400, "BadRequestException", "Not the ARN of an app instance: " + identity);
    }
    return arn.group(1);
  }

  /**
   * Whether the response to a put contains the settings. Amazon Chime's API documentation promises
   * them, but the service sends 204 without a body.
   */
  boolean reportsPut() {
    return this == CHIME_SDK_IDENTITY;
  }

  /** A timestamp as JSON, in the API's format. */
  Object timestamp(Instant at) {
    return this == CHIME ? at.toString() : (Object) at.getEpochSecond();
  }
}
