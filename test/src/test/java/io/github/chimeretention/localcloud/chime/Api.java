package io.github.chimeretention.localcloud.chime;

/** An API with examples of its requests and responses. */
enum Api {
  CHIME {
    @Override
    String identity() {
      return "12345678-1234-1234-1234-123456789012";
    }

    @Override
    String path() {
      return "/accounts/" + identity() + "/retention-settings";
    }

    @Override
    String region() {
      return "us-east-1";
    }

    @Override
    String setting() {
      return "RoomRetentionSettings";
    }

    @Override
    String body(String period) {
      return "{\"RetentionSettings\":{\"RoomRetentionSettings\":"
          + period
          + ",\"ConversationRetentionSettings\":{}}}";
    }

    @Override
    String responseToPut(String report) {
      return "";
    }

    @Override
    String timestamp() {
      return "\"2026-01-31T00:00:00Z\"";
    }
  },

  CHIME_SDK_IDENTITY {
    @Override
    String identity() {
      return "arn:aws:chime:eu-central-1:111122223333:app-instance/Aa-1";
    }

    @Override
    String path() {
      return "/app-instances/"
          + identity().replace(":", "%3A").replace("/", "%2F")
          + "/retention-settings";
    }

    @Override
    String region() {
      return "eu-central-1";
    }

    @Override
    String setting() {
      return "ChannelRetentionSettings";
    }

    @Override
    String body(String period) {
      return "{\"AppInstanceRetentionSettings\":{\"ChannelRetentionSettings\":" + period + "}}";
    }

    @Override
    String responseToPut(String report) {
      return report;
    }

    @Override
    String timestamp() {
      return "1769817600";
    }
  };

  abstract String identity();

  /** The path of the identity's settings. */
  abstract String path();

  /** The region that calls must be signed for. */
  abstract String region();

  /** The name of the first setting. */
  abstract String setting();

  /** Settings whose first period is this JSON. */
  abstract String body(String period);

  /** The response to a put whose Get returns this report. */
  abstract String responseToPut(String report);

  /** 2026-01-31 in the API's format. */
  abstract String timestamp();

  /** Settings with the time from which messages are deleted. */
  final String report(String period) {
    return body(period).replaceFirst("}$", ",\"InitiateDeletionTimestamp\":" + timestamp() + "}");
  }
}
