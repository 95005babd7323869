package io.github.chimeretention.plan.assembly;

import static io.github.chimeretention.plan.assembly.Template.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the stacks of a cloud assembly, including those of its stages. */
public final class CloudAssembly {
  /** Matches the hash of an asset in its URL. */
  private static final Pattern HASH = Pattern.compile("([0-9a-f]{64})\\.");

  /** Matches a template with retention settings, and one that may get them from elsewhere. */
  private static final Pattern SETTINGS =
      Pattern.compile("Custom::|AWS::CloudFormation::Stack|Transform");

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
    String[] environment = text(artifact, "environment", "aws://unknown/unknown").split("/", -1);
    Map<String, Object> lookupRole = object(properties.get("lookupRole"));
    Path assets = folder.resolve(id + ".assets.json");
    Map<String, Object> files = Files.exists(assets) ? object(json(assets).get("files")) : Map.of();
    return new StackArtifact(
        text(artifact, "displayName", id).replaceAll(" \\(.*\\)$", ""),
        text(properties, "stackName", id),
        environment[2].startsWith("unknown") ? "" : environment[2],
        environment[3].startsWith("unknown") ? "" : environment[3],
        text(lookupRole, "arn", ""),
        text(lookupRole, "assumeRoleExternalId", ""),
        new Template(json(folder.resolve(text(properties, "templateFile", id + ".template.json")))),
        paths(folder, artifact),
        resource -> nested(folder, files, resource));
  }

  /** Returns a nested stack's template; empty if it is absent, or may have settings in YAML. */
  private static Optional<Template> nested(
      Path folder, Map<String, Object> files, Template.Resource stack) {
    Matcher hash = HASH.matcher(String.valueOf(stack.properties().get("TemplateURL")));
    Path file =
        folder.resolve(
            stack.asset().isEmpty() && hash.find()
                ? text(object(object(files.get(hash.group(1))).get("source")), "path", "")
                : stack.asset());
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String body = text(file);
    return Template.isJson(body)
        ? Optional.of(Template.parse(body, file.toString()))
        : Optional.of(Template.EMPTY).filter(it -> !SETTINGS.matcher(body).find());
  }

  /** Returns the constructs' logical ids by path, which may be in a file of their own. */
  private static Map<String, String> paths(Path folder, Map<String, Object> artifact) {
    Map<String, Object> metadata = new LinkedHashMap<>(object(artifact.get("metadata")));
    if (artifact.get("additionalMetadataFile") instanceof String file) {
      metadata.putAll(json(folder.resolve(file)));
    }
    Map<String, String> paths = new LinkedHashMap<>();
    metadata.forEach(
        (path, entries) -> {
          for (Object entry : entries instanceof List<?> list ? list : List.of()) {
            if ("aws:cdk:logicalId".equals(object(entry).get("type"))) {
              paths.put(path.substring(1), String.valueOf(object(entry).get("data")));
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
