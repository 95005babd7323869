package io.github.chimeretention.localcloud.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * Starts a function's instance like Lambda's managed Java runtime, on the JDK that runs the local
 * cloud.
 */
public record JavaRuntime(
    FunctionConfiguration function,
    Path taskRoot,
    Map<String, String> serviceEnvironment,
    RuntimeClient client) {
  private static final String NATIVE_CLIENT =
      "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

  /** A property with an archive of class data, with which instances start faster. */
  private static final String CLASS_DATA = "local-cloud.class-data";

  public JavaRuntime(
      FunctionConfiguration function, Path taskRoot, Map<String, String> environment) {
    this(function, taskRoot, environment, RuntimeClient.ofMachine());
  }

  /** The process of an instance that uses the Runtime API at this {@code host:port}. */
  public ProcessBuilder instance(String runtimeApi) {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.directory(taskRoot.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(runtimeApi));
    return builder.redirectErrorStream(true);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The managed runtime's options: C1 only, the serial collector, 85 % of the memory.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx" + function.memorySize() * 85L * 1024 / 100 + "k");
    // The JVM's defaults on a machine with that memory; on a larger one, it wouldn't collect at
    // all.
    command.add("-Xms" + Math.max(8, function.memorySize() / 64) + "m");
    command.add("-Djava.net.preferIPv4Stack=true");
    if (client == RuntimeClient.AWS) {
      command.add(NATIVE_CLIENT + unpackNativeClient(taskRoot.resolveSibling(".runtime")));
      Optional.ofNullable(System.getProperty(CLASS_DATA))
          .ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
    }
    Class<?> main = client == RuntimeClient.AWS ? AWSLambda.class : RuntimeLoop.class;
    command.addAll(List.of("-cp", classPath(main), main.getName()));
    command.add(function.handler());
    return command;
  }

  private Map<String, String> environment(String runtimeApi) {
    Map<String, String> environment = new TreeMap<>(function.environment());
    environment.putAll(serviceEnvironment);
    environment.put("_HANDLER", function.handler());
    environment.put("AWS_REGION", region());
    environment.put("AWS_DEFAULT_REGION", region());
    environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.functionName());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memorySize()));
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_LAMBDA_LOG_FORMAT", function.logFormat());
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
    // The CDK CLI looks for a name of this form in the reason of a failure.
    String stream = "2026/01/01/[$LATEST]" + UUID.randomUUID().toString().replace("-", "");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", stream);
    environment.put("TZ", ":UTC");
    // Without a locale, the JVM can't read paths with non-ASCII letters.
    environment.put("LC_ALL", "C.UTF-8");
    // Without it, Windows doesn't open sockets.
    Optional.ofNullable(System.getenv("SystemRoot"))
        .ifPresent(folder -> environment.put("SystemRoot", folder));
    return environment;
  }

  private String region() {
    return function.functionArn().split(":", -1)[3];
  }

  /** A client's jars, from the class path of the local cloud. */
  private static String classPath(Class<?> main) {
    return Stream.of(
            main,
            AWSLambda.class,
            LambdaRuntime.class,
            PojoSerializer.class,
            SdkInternalThreadLocal.class)
        .map(JavaRuntime::jar)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Not a file: the jar of " + type, e);
    }
  }

  /**
   * Extracts the client's native library into a folder. Otherwise, each client would overwrite the
   * same file in {@code /tmp}, which crashes clients that have it mapped.
   */
  private static Path unpackNativeClient(Path folder) {
    String name = RuntimeClient.nativeLibrary();
    try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
      Files.createDirectories(folder);
      Path unpacked = Files.createTempFile(folder, "", ".so");
      Files.copy(library, unpacked, StandardCopyOption.REPLACE_EXISTING);
      // Replaced by a new file, so that processes keep the old one mapped.
      return Files.move(unpacked, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The native client can't be unpacked into " + folder, e);
    }
  }
}
