package io.github.chimeretention.plan.assembly;

import static io.github.chimeretention.plan.assembly.Template.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the stacks of a cloud assembly, including those of its stages. */
public final class CloudAssembly {
  private static final Pattern HASH = Pattern.compile("([0-9a-f]{64})\\.json");

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
    StackArtifact stack =
        new StackArtifact(
            text(artifact, "displayName", id).replaceAll(" \\(.*\\)$", ""),
            text(properties, "stackName", id),
            environment[2].startsWith("unknown") ? "" : environment[2],
            environment[3].startsWith("unknown") ? "" : environment[3],
            text(lookupRole, "arn", ""),
            text(lookupRole, "assumeRoleExternalId", ""),
            new Template(
                json(folder.resolve(text(properties, "templateFile", id + ".template.json")))),
            paths(folder, artifact),
            new HashMap<>());
    Path assets = folder.resolve(id + ".assets.json");
    Map<String, Object> files = Files.exists(assets) ? object(json(assets).get("files")) : Map.of();
    addNested(stack, folder, files);
    return stack;
  }

  /** Adds the stacks that are nested in a stack, and those that are nested in them. */
  private static void addNested(StackArtifact stack, Path folder, Map<String, Object> files) {
    stack
        .template()
        .resources(Set.of(Template.NESTED_STACK))
        .forEach(
            (logicalId, resource) -> {
              Path file = folder.resolve(nestedFile(resource, files));
              String body = Files.isRegularFile(file) ? text(file) : "";
              if (Template.isJson(body)) {
                StackArtifact nested =
                    stack.nested(
                        stack.path(logicalId, resource),
                        Template.parse(body, file.toString()),
                        new HashMap<>());
                stack.nested().put(logicalId, nested);
                addNested(nested, folder, files);
              }
            });
  }

  /** Returns the file of a nested template: the app names it, or its URL has the file's hash. */
  private static String nestedFile(Template.Resource resource, Map<String, Object> files) {
    Matcher hash = HASH.matcher(String.valueOf(resource.properties().get("TemplateURL")));
    return resource.asset().isEmpty() && hash.find()
        ? text(object(object(files.get(hash.group(1))).get("source")), "path", "")
        : resource.asset();
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
