package io.github.chimeretention.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

@DisplayName("Code in Kotlin")
class KotlinConsumerTest {
  @Test
  @DisplayName("puts both constructs in one list or variable, and monitors them")
  void declares(@TempDir Path folder) throws Exception {
    Path classes = folder.resolve("classes");
    Path source = Path.of(getClass().getResource("Consumer.kt").toURI());
    var printed = new ByteArrayOutputStream();
    ExitCode compiled =
        new K2JVMCompiler()
            .exec(
                new PrintStream(printed, true, UTF_8),
                "-no-stdlib",
                "-jvm-target",
                "17",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(compiled).as(printed.toString(UTF_8)).isEqualTo(ExitCode.OK);

    App app = new App(AppProps.builder().outdir(folder.resolve("cdk.out").toString()).build());
    Stack stack = new Stack(app, "Stack");
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader
          .loadClass("io.github.chimeretention.consumer.ConsumerKt")
          .getMethod("declare", Stack.class)
          .invoke(null, stack);
    }

    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Events::Rule", 3);
    template.resourceCountIs("AWS::Scheduler::Schedule", 1);
  }
}
