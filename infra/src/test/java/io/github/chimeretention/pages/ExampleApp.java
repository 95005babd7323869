package io.github.chimeretention.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A CDK app on a page, in one file. */
record ExampleApp(String mainClass, String code) {
  /** Compiles the app and runs it as the CDK CLI does; returns the cloud assembly. */
  Path synthesize(Path folder) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve(mainClass + ".java"), code);
    String classPath = System.getProperty("java.class.path");
    String[] arguments = {
      "-proc:none", "-cp", classPath, "-d", folder.toString(), source.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();

    ProcessBuilder app =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            folder + File.pathSeparator + classPath,
            mainClass);
    app.environment()
        .put(
            "CDK_CONTEXT_JSON",
            """
            {"@aws-cdk/core:validateAgainstDefaultRules": true,
             "@aws-cdk/core:strictCfnValidateErrors": true}
            """);
    app.environment().put("CDK_OUTDIR", folder.resolve("cdk.out").toString());
    app.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,22,24");
    Path output = folder.resolve("output");
    Process process = app.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    return folder.resolve("cdk.out");
  }
}
