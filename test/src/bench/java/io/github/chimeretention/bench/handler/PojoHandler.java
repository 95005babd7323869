package io.github.chimeretention.bench.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** Handles an event that the runtime has deserialized. */
public final class PojoHandler implements RequestHandler<CloudFormationCustomResourceEvent, Void> {
  private final AppInstanceRetention retention = new AppInstanceRetention();

  @Override
  public Void handleRequest(CloudFormationCustomResourceEvent event, Context context) {
    Map<String, Object> properties = event.getResourceProperties();
    Map<String, Object> attributes = Map.of();
    if (event.getRequestType().equals("Delete")) {
      retention.clear(properties);
    } else {
      attributes = retention.put(properties);
    }
    try {
      send(event.getResponseUrl(), response(event, attributes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return null;
  }

  private static byte[] response(
      CloudFormationCustomResourceEvent event, Map<String, Object> attributes) {
    try (JsonWriter json = JsonWriter.create()) {
      json.writeStartObject();
      json.writeFieldName("Status").writeValue("SUCCESS");
      json.writeFieldName("PhysicalResourceId")
          .writeValue(AppInstanceRetention.appInstanceArn(event.getResourceProperties()));
      json.writeFieldName("StackId").writeValue(event.getStackId());
      json.writeFieldName("RequestId").writeValue(event.getRequestId());
      json.writeFieldName("LogicalResourceId").writeValue(event.getLogicalResourceId());
      json.writeFieldName("Data").writeStartObject();
      attributes.forEach((name, value) -> json.writeFieldName(name).writeValue(value.toString()));
      json.writeEndObject();
      json.writeEndObject();
      return json.getBytes();
    }
  }

  private static void send(String url, byte[] response) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "");
    connection.setFixedLengthStreamingMode(response.length);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(response);
    }
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("The response was not accepted: " + connection.getResponseCode());
    }
  }
}
