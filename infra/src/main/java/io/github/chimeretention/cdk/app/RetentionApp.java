package io.github.chimeretention.cdk.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Declares the stacks and retention settings in the app's context. */
public final class RetentionApp {
  private RetentionApp() {}

  /**
   * Synthesizes the app. If the context has mistakes, prints a line for each on stderr and exits
   * with code 1.
   */
  public static void main(String[] args) throws IOException {
    List<String> mistakes = new ArrayList<>();
    App app = new App();
    try {
      declare(app, context(System.getenv(), app), mistakes);
    } catch (IllegalStateException e) {
      mistakes.add(e.getMessage());
    }
    if (!mistakes.isEmpty()) {
      mistakes.forEach(System.err::println);
      System.exit(1);
    }
    app.synth();
  }

  static List<Stack> declare(App app, JsonNode context, List<String> mistakes) {
    return RetentionContext.read(context, mistakes).stream()
        .map(stack -> stack.declare(app, mistakes))
        .toList();
  }

  /**
   * The context that the CDK CLI passes: in the environment, or in a file if it is too large for
   * that. The CDK's own context omits null values, so it is used only if the locale keeps Java from
   * reading non-ASCII letters in the environment.
   */
  static JsonNode context(Map<String, String> environment, App app) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode context = json.createObjectNode();
    String inline = environment.get("CDK_CONTEXT_JSON");
    if (inline != null && inline.indexOf('\uFFFD') >= 0) {
      return json.valueToTree(app.getNode().getAllContext());
    }
    if (inline != null) {
      context.setAll((ObjectNode) json.readTree(inline));
    }
    String file = environment.get("CONTEXT_OVERFLOW_LOCATION_ENV");
    if (file != null) {
      context.setAll((ObjectNode) json.readTree(Path.of(file).toFile()));
    }
    return context;
  }
}
