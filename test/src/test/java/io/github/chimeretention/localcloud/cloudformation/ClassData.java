package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.lambda.FunctionCode;
import io.github.chimeretention.localcloud.lambda.JavaRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Archives the data of the classes that the packaged function and AWS's runtime client load. */
final class ClassData {
  /** Nothing listens there: the client initializes the function, and exits. */
  private static final String NO_RUNTIME_API = "127.0.0.1:1";

  private ClassData() {}

  /** Writes {@code function.jsa} into the folder that is the argument. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    Path archive = folder.resolve("function.jsa");
    Files.deleteIfExists(archive);
    FunctionCode code = new FunctionCode(folder);
    Path taskRoot = code.taskRoot(code.of(PackagedFunction.jar()));
    Process process =
        new JavaRuntime(
                PackagedFunction.configuration(
                    1, "-XX:ArchiveClassesAtExit=\"%s\"".formatted(archive)),
                taskRoot,
                PackagedFunction.environment(URI.create("http://" + NO_RUNTIME_API)))
            .instance(NO_RUNTIME_API)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    process.waitFor();
    if (!Files.exists(archive)) {
      throw new IllegalStateException(
          "No archive was written: " + Files.readString(folder.resolve("output.txt")));
    }
  }
}
