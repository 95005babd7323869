package io.github.chimeretention.localcloud.chime;

/** An API with an example of all that is said over it. */
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

  /** Where the identity's settings are. */
  abstract String path();

  /** That a call has to be signed for. */
  abstract String region();

  /** The name of the first setting. */
  abstract String setting();

  /** Settings of which the first is this JSON. */
  abstract String body(String period);

  /** The response to a put, if this is that to a get. */
  abstract String responseToPut(String report);

  /** 2026-01-31 in the API's format. */
  abstract String timestamp();

  /** Settings with the time from which messages are deleted. */
  final String report(String period) {
    return body(period).replaceFirst("}$", ",\"InitiateDeletionTimestamp\":" + timestamp() + "}");
  }
}
