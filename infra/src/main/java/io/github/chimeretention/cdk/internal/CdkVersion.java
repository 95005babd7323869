package io.github.chimeretention.cdk.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;

/** The version of aws-cdk-lib in the user's build. */
public final class CdkVersion {
  /** The oldest supported version: the constructs are compiled against it. */
  static final String OLDEST = "2.235.0";

  private static final String PROPERTIES =
      "/META-INF/maven/software.amazon.awscdk/aws-cdk-lib/pom.properties";

  /** The method that adds a dependency; newer versions give a warning for its former name. */
  private static final Method ADD_DEPENDENCY =
      Stream.of("addResourceDependency", "addDependency")
          .flatMap(CdkVersion::method)
          .findFirst()
          .orElseThrow();

  private CdkVersion() {}

  private static Stream<Method> method(String name) {
    return Arrays.stream(CfnResource.class.getMethods())
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1);
  }

  /**
   * Makes a resource depend on another with one call to Node.js; through its node, it takes three.
   */
  public static void addDependency(CfnResource resource, CfnResource target) {
    try {
      ADD_DEPENDENCY.invoke(resource, target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Rejects an aws-cdk-lib that is too old, instead of failing later on a missing class or method.
   *
   * @throws IllegalStateException if it is older than {@link #OLDEST}
   */
  public static void require() {
    try (InputStream resource = Stack.class.getResourceAsStream(PROPERTIES)) {
      // Repackaged jars may not have the file.
      if (resource != null) {
        Properties properties = new Properties();
        properties.load(resource);
        require(properties.getProperty("version"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void require(String version) {
    if (Version.parse(version).compareTo(Version.parse(OLDEST)) < 0) {
      throw new IllegalStateException(
          "The version of aws-cdk-lib is %s; it must be %s or newer 2.x"
              .formatted(version, OLDEST));
    }
  }
}
