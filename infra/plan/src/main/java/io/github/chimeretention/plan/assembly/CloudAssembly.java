package io.github.chimeretention.plan.assembly;

import static io.github.chimeretention.plan.assembly.Template.object;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the stacks of a cloud assembly, including those of its stages. */
public final class CloudAssembly {
  private CloudAssembly() {}

  /** Reads an assembly's folder, or throws {@link UnreadableException}. */
  public static List<StackArtifact> read(Path folder) {
    Path manifest = folder.resolve("manifest.json");
    if (!Files.isRegularFile(manifest)) {
      throw new UnreadableException(
          "%s has no manifest.json; run cdk synth, or pass its output folder with --app"
              .formatted(folder));
    }
    List<StackArtifact> stacks = new ArrayList<>();
    object(json(manifest).get("artifacts"))
        .forEach(
            (id, value) -> {
              Map<String, Object> artifact = object(value);
              Map<String, Object> properties = object(artifact.get("properties"));
              if ("aws:cloudformation:stack".equals(artifact.get("type"))) {
                stacks.add(stack(folder, id, artifact, properties));
              } else if ("cdk:cloud-assembly".equals(artifact.get("type"))) {
                stacks.addAll(read(folder.resolve(text(properties, "directoryName", id))));
              }
            });
    return stacks;
  }

  private static StackArtifact stack(
      Path folder, String id, Map<String, Object> artifact, Map<String, Object> properties) {
    Path template = folder.resolve(text(properties, "templateFile", id + ".template.json"));
    String body = text(template);
    Map<String, String> nested = new TreeMap<>();
    addNested(folder, body, nested);
    String[] environment = text(artifact, "environment", "aws://unknown/unknown").split("/", -1);
    Map<String, Object> lookupRole = object(properties.get("lookupRole"));
    return new StackArtifact(
        text(artifact, "displayName", id).replaceAll(" \\(.*\\)$", ""),
        text(properties, "stackName", id),
        environment[2].startsWith("unknown") ? "" : environment[2],
        environment[3].startsWith("unknown") ? "" : environment[3],
        text(lookupRole, "arn", ""),
        text(lookupRole, "assumeRoleExternalId", ""),
        Template.parse(body, template.toString()),
        paths(folder, artifact),
        nested);
  }

  /** Adds the templates of the stacks nested in a template, and of those nested in them. */
  private static void addNested(Path folder, String template, Map<String, String> nested) {
    Map<String, Object> members;
    try {
      members = JSON.std.mapFrom(template);
    } catch (IOException e) {
      return; // A template in YAML that the app includes as it is.
    }
    for (Object resource : object(members.get("Resources")).values()) {
      Map<String, Object> metadata = object(object(resource).get("Metadata"));
      if ("AWS::CloudFormation::Stack".equals(object(resource).get("Type"))
          && metadata.get("aws:asset:path") instanceof String file) {
        String body = text(folder.resolve(file));
        String path = text(metadata, "aws:cdk:path", file);
        if (nested.put(path.replaceAll("\\.NestedStack/.*$", ""), body) == null) {
          addNested(folder, body, nested);
        }
      }
    }
  }

  /** Returns the constructs' paths by logical id, which may be in a file of their own. */
  private static Map<String, String> paths(Path folder, Map<String, Object> artifact) {
    Map<String, Object> metadata = new HashMap<>(object(artifact.get("metadata")));
    if (artifact.get("additionalMetadataFile") instanceof String file) {
      metadata.putAll(json(folder.resolve(file)));
    }
    Map<String, String> paths = new HashMap<>();
    metadata.forEach(
        (path, entries) -> {
          for (Object entry : entries instanceof List<?> list ? list : List.of()) {
            if ("aws:cdk:logicalId".equals(object(entry).get("type"))) {
              paths.put(
                  String.valueOf(object(entry).get("data")),
                  Template.withoutDefaultChild(path.substring(1)));
            }
          }
        });
    return paths;
  }

  private static Map<String, Object> json(Path file) {
    return Template.parse(text(file), file.toString()).content();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UnreadableException(file + " can't be read; run cdk synth again");
    }
  }

  private static String text(Map<String, Object> members, String name, String standard) {
    return String.valueOf(members.getOrDefault(name, standard));
  }
}
