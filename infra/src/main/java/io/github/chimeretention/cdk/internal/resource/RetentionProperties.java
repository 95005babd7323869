package io.github.chimeretention.cdk.internal.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.CfnResourceProps;
import software.amazon.awscdk.Token;

/** The properties of a declared resource, in the template and in the function's events. */
public record RetentionProperties(RetentionDeclaration declared) {
  /** The resource in the template. */
  CfnResourceProps template() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("ServiceToken", declared.function().get().serviceToken());
    properties.put("ServiceTimeout", Integer.toString(declared.function().get().serviceTimeout()));
    properties.putAll(settings());
    if (declared.options().reapply() != null) {
      properties.put("Reapply", declared.options().reapply());
    }
    if (Boolean.TRUE.equals(declared.options().overwriteExisting())) {
      properties.put("OverwriteExisting", true);
    }
    return CfnResourceProps.builder().type(declared.type()).properties(properties).build();
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(declared.identity().property(), declared.identity().value());
    declared
        .periods()
        .forEach(
            (property, period) -> {
              if (period.days() != null) {
                settings.put(property, period.days());
              }
            });
    return settings;
  }

  /**
   * The declared settings as CloudFormation passes them to the function, with all values as text.
   */
  public Map<String, String> settingsAsText() {
    Map<String, String> texts = new LinkedHashMap<>();
    settings().forEach((property, value) -> texts.put(property, text(value)));
    return texts;
  }

  private static String text(Object value) {
    return value instanceof Number number && Token.isUnresolved(number)
        ? Token.asString(number)
        : value.toString();
  }
}
