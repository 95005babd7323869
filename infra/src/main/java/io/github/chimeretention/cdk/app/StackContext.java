package io.github.chimeretention.cdk.app;

import static java.util.Comparator.comparing;

import io.github.chimeretention.cdk.IRetentionSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * One stack as declared in the context.
 *
 * @param path the stack's path in the context
 * @param id the stack's ID in the app, which is also the default for its name
 * @param effectOutputs whether outputs show what the last change did to messages
 * @param provider null for all defaults
 * @param drift null for no drift monitor
 * @param policies those of the stack and of all stacks
 * @param sections the stack's sections, each with its entries by name
 */
record StackContext(
    String path,
    String id,
    String stackName,
    EnvContext env,
    Map<String, String> tags,
    boolean terminationProtection,
    boolean effectOutputs,
    ProviderContext provider,
    DriftContext drift,
    List<PolicyContext> policies,
    Map<RetentionSection, Map<String, RetentionEntry>> sections) {
  static final String POLICY = "policy";

  /** The properties that a stack may have. */
  static final List<String> NAMES =
      Stream.concat(
              Stream.of(
                  "stackName",
                  "env",
                  "tags",
                  "terminationProtection",
                  "effectOutputs",
                  "provider",
                  "drift",
                  POLICY),
              RetentionSection.NAMES.stream())
          .toList();

  /** CloudFormation's limit of outputs in a template. */
  private static final int MAX_OUTPUTS = 200;

  private static final String TAG_KEY = "(?!(?i)aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}";

  /**
   * Reads a stack; entries with mistakes are omitted.
   *
   * @param id null to use the stack's name
   * @param inherited the policies of all stacks
   */
  static StackContext of(
      ContextObject stack, String id, String defaultName, List<PolicyContext> inherited) {
    String declared =
        stack.text(
            "stackName",
            "[A-Za-z][A-Za-z0-9-]{0,127}",
            "a letter, then up to 127 letters, digits and hyphens");
    String name = declared == null ? defaultName : declared;
    EnvContext env = EnvContext.of(stack.object("env"));
    ProviderContext provider =
        stack.has("provider") ? ProviderContext.of(stack.object("provider"), env) : null;
    DriftContext drift = stack.has("drift") ? DriftContext.of(stack.object("drift"), env) : null;
    List<PolicyContext> policies = new ArrayList<>(inherited);
    if (stack.has(POLICY)) {
      policies.add(PolicyContext.of(stack.object(POLICY), "RetentionPolicy"));
    }
    int before = stack.mistakes().size();
    Map<RetentionSection, Map<String, RetentionEntry>> sections =
        new EnumMap<>(RetentionSection.class);
    for (RetentionSection section : RetentionSection.values()) {
      sections.put(section, entries(stack.object(section.key), section));
    }
    if (sections.values().stream().allMatch(Map::isEmpty) && stack.mistakes().size() == before) {
      stack
          .mistakes()
          .add(
              "%s has no %s; it must declare at least one (to remove the last one, run cdk destroy while it is still declared)"
                  .formatted(stack.path(), String.join(" or ", RetentionSection.NAMES)));
    }
    return new StackContext(
        stack.path(),
        id == null ? name : id,
        name,
        env,
        tags(stack.object("tags")),
        stack.flag("terminationProtection"),
        !stack.has("effectOutputs") || stack.flag("effectOutputs"),
        provider,
        drift,
        policies,
        sections);
  }

  private static Map<String, String> tags(ContextObject tags) {
    Map<String, String> read = new LinkedHashMap<>();
    for (String key : tags.names()) {
      if (!key.matches(TAG_KEY)) {
        tags.mistakes()
            .add(
                "%s has the key \"%s\"; it must be 1 to 128 letters, digits, spaces and _.:/=+-@, and must not begin with aws:"
                    .formatted(tags.path(), key));
      }
      String value = tags.text(key, "(?s).{0,256}", "a string of up to 256 characters");
      if (value != null) {
        read.put(key, value);
      }
    }
    return Collections.unmodifiableMap(read);
  }

  private static Map<String, RetentionEntry> entries(ContextObject section, RetentionSection type) {
    Map<String, RetentionEntry> entries = new LinkedHashMap<>();
    for (String name : section.names()) {
      int before = section.mistakes().size();
      if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
        section
            .mistakes()
            .add(
                "%s has the name \"%s\"; it must be 1 to 64 letters, digits, hyphens and underscores"
                    .formatted(section.path(), name));
      } else if (section.isObject(name)) {
        RetentionEntry entry = RetentionEntry.of(section.object(name), type);
        if (section.mistakes().size() == before) {
          entries.put(name, entry);
        }
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  /** Adds the stack to the app, and errors of the constructs to the mistakes. */
  Stack declare(App app, List<String> mistakes) {
    Stack stack =
        new Stack(
            app,
            id,
            StackProps.builder()
                .stackName(stackName)
                .env(env.environment())
                .tags(tags)
                .terminationProtection(terminationProtection)
                .build());
    policies.forEach(policy -> policy.declare(stack));
    SharedOptions shared = provider == null ? SharedOptions.DEFAULT : provider.shared(stack);
    boolean hasProvider =
        provider == null || attempt(mistakes, () -> provider.declare(stack, shared));
    List<Runnable> outputs = new ArrayList<>();
    // Scopes of their own, so that no name in the context is the ID of something else in the stack.
    sections.forEach(
        (section, entries) ->
            declare(section, new Construct(stack, section.key), entries, mistakes, outputs));
    outputs.stream().limit(effectOutputs ? MAX_OUTPUTS : 0).forEach(Runnable::run);
    if (drift != null && hasProvider) {
      attempt(mistakes, () -> drift.declare(stack, shared));
    }
    return stack;
  }

  /** Sorted by normalized identity, so that neither names nor their order matters. */
  private void declare(
      RetentionSection section,
      Construct scope,
      Map<String, RetentionEntry> entries,
      List<String> mistakes,
      List<Runnable> outputs) {
    Function<String, String> identity = name -> entries.get(name).identity().strip();
    entries.keySet().stream()
        .sorted(comparing(identity, String.CASE_INSENSITIVE_ORDER).thenComparing(identity))
        .forEach(
            name ->
                attempt(
                    mistakes,
                    () -> {
                      RetentionEntry entry = entries.get(name);
                      IRetentionSettings settings = section.declare(scope, name, entry);
                      outputs.add(() -> output(settings, entry));
                    }));
  }

  /**
   * Shows what a change does to messages. The output's ID follows from the identity, like its
   * resource's ID.
   */
  private static void output(IRetentionSettings settings, RetentionEntry entry) {
    CfnResource resource = (CfnResource) settings.getNode().getDefaultChild();
    CfnOutput.Builder.create((Construct) settings, "Effect")
        .value(entry.identity().strip() + ": " + settings.getEffect())
        .build()
        .overrideLogicalId(settings.getStack().resolve(resource.getLogicalId()) + "Effect");
  }

  /** Returns whether the declaration has no mistake. */
  private boolean attempt(List<String> mistakes, Runnable declaration) {
    try {
      declaration.run();
      return true;
    } catch (IllegalArgumentException e) {
      mistakes.add(inContext(e.getMessage()));
      return false;
    }
  }

  /** A construct's message, with paths in the construct tree replaced by paths in the context. */
  private String inContext(String message) {
    return Pattern.compile(
            Pattern.quote(id + "/")
                + "("
                + String.join("|", RetentionSection.NAMES)
                + ")/([A-Za-z0-9_-]+)(: (?=[A-Za-z]+ is ))?")
        .matcher(
            message
                .replace(id + "/RetentionProvider: vpc ", path + ".provider.vpcId ")
                .replace(id + "/RetentionProvider: ", path + ".provider.")
                .replace(id + "/" + DriftContext.ID + ": ", path + ".drift."))
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    path
                        + "."
                        + found.group(1)
                        + "."
                        + found.group(2)
                        + (found.group(3) == null ? "" : ".")));
  }
}
