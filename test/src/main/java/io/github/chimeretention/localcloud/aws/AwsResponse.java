package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A service's response; an empty body means none. */
@SuppressWarnings("ArrayRecordComponent") // Responses are not compared.
public record AwsResponse(int status, Map<String, String> headers, byte[] body) {
  /** The characters that XML 1.0 doesn't allow, not even escaped. */
  private static final String FORBIDDEN = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]";

  public static AwsResponse empty(int status) {
    return of(status, Map.of(), "");
  }

  public static AwsResponse json(JsonNode body) {
    return of(200, Map.of("Content-Type", "application/x-amz-json-1.1"), body.toString());
  }

  /** An error in the JSON protocols, with the service's body. */
  public static AwsResponse error(AwsException e, JsonNode body) {
    return of(e.status(), Map.of("x-amzn-ErrorType", e.code()), body.toString());
  }

  /** An error in Amazon S3's format. */
  public static AwsResponse s3Error(AwsException e) {
    JsonNode error = Json.object().put("Code", e.code()).put("Message", e.getMessage());
    return xml(e.status(), "Error", "", error);
  }

  static AwsResponse xml(int status, String root, String namespace, JsonNode content) {
    return of(status, Map.of("Content-Type", "text/xml"), document(root, namespace, content));
  }

  private static AwsResponse of(int status, Map<String, String> headers, String body) {
    return new AwsResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A tree as XML: members become elements, and an array becomes a repeated element. */
  private static String document(String root, String namespace, JsonNode content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      writer.writeStartDocument();
      writer.writeStartElement(root);
      writer.writeDefaultNamespace(namespace);
      content(writer, content);
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can't be written to memory", e);
    }
    return text.toString();
  }

  private static void content(XMLStreamWriter writer, JsonNode value) throws XMLStreamException {
    for (Map.Entry<String, JsonNode> child : value.properties()) {
      JsonNode content = child.getValue();
      for (JsonNode one : content.isArray() ? content : Json.array(content)) {
        if (!one.isNull()) {
          writer.writeStartElement(child.getKey());
          content(writer, one);
          writer.writeEndElement();
        }
      }
    }
    if (value.isValueNode()) {
      writer.writeCharacters(value.asText().replaceAll(FORBIDDEN, "?"));
    }
  }
}
