package io.github.chimeretention.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Templates and cloud assemblies, in JSON with single quotes. */
final class Templates {
  static final String ACCOUNT = "Custom::ChimeRetentionSettings";
  static final String APP_INSTANCE = "Custom::ChimeAppInstanceRetentionSettings";
  static final String ARN = "arn:aws:chime:us-east-1:111122223333:app-instance/a";

  private Templates() {}

  static String json(String text) {
    return text.replace('\'', '"');
  }

  /** A template of resources by logical id, and other sections. */
  static String template(Map<String, String> resources, String... sections) {
    String all =
        resources.entrySet().stream()
            .map(it -> "'%s': %s".formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining(", "));
    String rest = sections.length == 0 ? "" : ", " + String.join(", ", sections);
    return json("{'Resources': {" + all + "}" + rest + "}");
  }

  /** An app instance with days, which may be an expression, and other properties. */
  static String appInstance(String arn, String days, String... more) {
    String text = arn.startsWith("{") ? arn : "'" + arn + "'";
    String others = more.length == 0 ? "" : ", " + String.join(", ", more);
    return "{'Type': '%s', 'Properties': {'AppInstanceArn': %s, 'ChannelRetentionDays': %s%s}, 'DeletionPolicy': 'Delete'}"
        .formatted(APP_INSTANCE, text, days, others);
  }

  static String account(String id, int room, int conversation) {
    return "{'Type': '%s', 'Properties': {'AccountId': '%s', 'RoomRetentionDays': %d, 'ConversationRetentionDays': '%d'}}"
        .formatted(ACCOUNT, id, room, conversation);
  }

  /** A nested stack with the file of its template, and the parameters that are passed to it. */
  static String nested(String file, String... parameters) {
    return "{'Type': 'AWS::CloudFormation::Stack', 'Properties': {'TemplateURL': 'https://x', 'Parameters': {%s}}, 'Metadata': {'aws:cdk:path': 'App/%2$s.NestedStack/%2$s.NestedStackResource', 'aws:asset:path': '%2$s.json'}, 'DeletionPolicy': 'Delete'}"
        .formatted(String.join(", ", parameters), file);
  }

  static String retained(String resource) {
    return resource.replace("'DeletionPolicy': 'Delete'", "'DeletionPolicy': 'Retain'");
  }

  /** Writes an assembly with a stack in an environment for each template. */
  static Path assembly(Path folder, String environment, Map<String, String> templates)
      throws IOException {
    Files.createDirectories(folder);
    for (var template : templates.entrySet()) {
      Files.writeString(folder.resolve(template.getKey() + ".template.json"), template.getValue());
    }
    String artifacts =
        templates.keySet().stream()
            .map(name -> stack(name, environment))
            .collect(Collectors.joining(", "));
    Files.writeString(folder.resolve("manifest.json"), json("{'artifacts': {" + artifacts + "}}"));
    return folder;
  }

  private static String stack(String name, String environment) {
    return """
    '%1$s': {'type': 'aws:cloudformation:stack', 'environment': 'aws://%2$s', 'displayName': '%1$s',
      'metadata': {'/%1$s/Settings/Default': [{'type': 'aws:cdk:logicalId', 'data': 'S'}]},
      'properties': {'templateFile': '%1$s.template.json', 'lookupRole': {'arn':
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/lookup-${AWS::Region}'}}}"""
        .formatted(name, environment);
  }
}
