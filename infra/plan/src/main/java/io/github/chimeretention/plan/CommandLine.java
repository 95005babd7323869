package io.github.chimeretention.plan;

import io.github.chimeretention.plan.adopt.Adoption;
import io.github.chimeretention.plan.assembly.CloudAssembly;
import io.github.chimeretention.plan.assembly.StackArtifact;
import io.github.chimeretention.plan.assembly.UnreadableException;
import io.github.chimeretention.plan.change.Plan;
import io.github.chimeretention.plan.change.Planner;
import io.github.chimeretention.plan.report.JsonReport;
import io.github.chimeretention.plan.report.MarkdownReport;
import io.github.chimeretention.plan.report.Report;
import io.github.chimeretention.plan.report.TextReport;
import io.github.chimeretention.plan.service.Environments;
import io.github.chimeretention.plan.service.Services;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/** The commands, which print the result to {@code out} and everything else to {@code err}. */
record CommandLine(
    Supplier<Services> services,
    AwsRegionProvider regions,
    Clock clock,
    Terminal terminal,
    PrintStream out,
    PrintStream err) {
  private static final String HELP =
      """
      Shows what a deployment will do to Amazon Chime messages. It only reads.

      java -jar chime-retention-plan.jar [plan] [STACK...]   compares cdk.out with the services
        --app DIRECTORY                      the cloud assembly that cdk synth wrote (cdk.out)
        --parameters [STACK:]NAME=VALUE      a parameter for the deployment; repeatable
        --format text|markdown|json          (text)
        --fail-on change|hiding              exit code 2 if settings change, or if messages are hidden

      java -jar chime-retention-plan.jar adopt               declares the settings that are on
        --region REGION                      of the app instances (the region that is configured)
        --format context|java                for cdk.json, or for a stack in Java (context)

      Exit code 0, or 1 if something could not be read. Credentials and region are those that
      the AWS SDK finds: environment variables, a profile, IAM Identity Center, or a web identity.
      """;

  /** Runs a command and returns the exit code. */
  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(HELP);
      return 0;
    }
    try {
      Options options = Options.parse(arguments);
      return options.command().equals("adopt") ? adopt(options) : plan(options);
    } catch (UnreadableException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private int plan(Options options) {
    List<StackArtifact> stacks = stacks(options);
    Environments environments = new Environments(services.get(), regions);
    stacks.forEach(environments::region);
    Planner planner =
        new Planner(
            environments,
            (stack, name) -> options.parameter(stack.stackName(), name),
            clock,
            this::progress);
    Plan plan = planner.plan(stacks);
    out.print(report(options).of(plan));
    if (plan.isIncomplete()) {
      return 1;
    }
    return switch (options.value("--fail-on", "")) {
      case "change" -> plan.changes() ? 2 : 0;
      case "hiding" -> plan.hides() ? 2 : 0;
      default -> 0;
    };
  }

  private static List<StackArtifact> stacks(Options options) {
    Path assembly = Path.of(options.value("--app", "cdk.out"));
    List<StackArtifact> stacks = CloudAssembly.read(assembly);
    for (String pattern : options.stacks()) {
      if (stacks.stream().noneMatch(stack -> stack.matches(pattern))) {
        throw new UnreadableException(
            "%s has no stack %s; it has %s"
                .formatted(assembly, pattern, stacks.stream().map(StackArtifact::id).toList()));
      }
    }
    return stacks.stream()
        .filter(it -> options.stacks().isEmpty() || options.stacks().stream().anyMatch(it::matches))
        .toList();
  }

  private Report report(Options options) {
    return switch (options.value("--format", "text")) {
      case "markdown" -> new MarkdownReport();
      case "json" -> new JsonReport();
      default -> new TextReport(terminal.width(), terminal.colours());
    };
  }

  private int adopt(Options options) {
    Services called = services.get();
    String named = options.value("--region", "");
    Environments environments = new Environments(called, regions);
    Region region = named.isEmpty() ? environments.callerRegion() : Region.of(named);
    Set<Region> stackRegions =
        Stream.concat(Stream.of(region), environments.configuredRegion().stream())
            .collect(Collectors.toSet());
    Adoption adoption = Adoption.read(called, region, stackRegions, this::progress);
    err.println(
        "Stacks were searched in "
            + stackRegions.stream().map(Region::id).sorted().collect(Collectors.joining(", ")));
    adoption.notes().forEach(err::println);
    out.print(
        options.value("--format", "context").equals("java") ? adoption.java() : adoption.context());
    return adoption.isIncomplete() ? 1 : 0;
  }

  private void progress(int done, int total) {
    if (terminal.progress() && total >= 20) {
      err.printf("\r%s", done < total ? "Read %d of %d".formatted(done, total) : "\u001B[K");
    }
  }
}
