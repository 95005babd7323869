package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes trees as XML: an object's members are elements, an array is an element several times. */
final class Xml {
  /** What XML 1.0 can't hold, not even escaped. */
  private static final String FORBIDDEN = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]";

  private Xml() {}

  static String document(String root, String namespace, JsonNode content) {
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
