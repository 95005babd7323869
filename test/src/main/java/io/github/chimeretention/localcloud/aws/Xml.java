package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML from trees. An object's members are elements. */
final class Xml {
  /** What XML 1.0 can't hold, not even escaped. */
  private static final String FORBIDDEN = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]";

  private final boolean flat;

  private Xml(boolean flat) {
    this.flat = flat;
  }

  /** A document whose arrays are lists of {@code member}s, as in the query protocol. */
  static String document(String root, String namespace, Map<String, JsonNode> children) {
    return new Xml(false).write(root, namespace, children);
  }

  /** A document whose arrays are elements that come several times, as in S3's protocol. */
  static String flat(String root, String namespace, Map<String, JsonNode> children) {
    return new Xml(true).write(root, namespace, children);
  }

  private String write(String root, String namespace, Map<String, JsonNode> children) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      writer.writeStartDocument();
      writer.writeStartElement(root);
      writer.writeDefaultNamespace(namespace);
      for (Map.Entry<String, JsonNode> child : children.entrySet()) {
        element(writer, child.getKey(), child.getValue());
      }
      writer.writeEndElement();
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can't be written to memory", e);
    }
    return text.toString();
  }

  static AwsResponse error(AwsException e) {
    JsonNode error =
        Json.object()
            .put("Type", e.status() < 500 ? "Sender" : "Receiver")
            .put("Code", e.code())
            .put("Message", e.getMessage());
    JsonNode requestId = Json.object().textNode(UUID.randomUUID().toString());
    return AwsResponse.xml(
        e.status(),
        document(
            "ErrorResponse",
            "http://webservices.amazon.com/AWSFault/2005-15-09",
            Map.of("Error", error, "RequestId", requestId)));
  }

  private void element(XMLStreamWriter writer, String name, JsonNode value)
      throws XMLStreamException {
    if (flat && value.isArray()) {
      for (JsonNode one : value) {
        element(writer, name, one);
      }
      return;
    }
    writer.writeStartElement(name);
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> child : value.properties()) {
        if (!child.getValue().isNull()) {
          element(writer, child.getKey(), child.getValue());
        }
      }
    } else if (value.isArray()) {
      for (JsonNode member : value) {
        element(writer, "member", member);
      }
    } else {
      writer.writeCharacters(value.asText().replaceAll(FORBIDDEN, "?"));
    }
    writer.writeEndElement();
  }
}
