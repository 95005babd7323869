package io.github.chimeretention.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Changes of the API are reviewed in {@code public-api.txt}. */
@DisplayName("The public API")
class PublicApiTest {
  private static final Path REVIEWED =
      Path.of("src/test/resources/io/github/chimeretention/cdk/public-api.txt");

  private static final Path FOUND = Path.of("target/public-api.txt");
  private static final String PACKAGE = PublicApiTest.class.getPackageName() + ".";

  @Test
  @DisplayName("is the reviewed one; for an intended change, copy target/public-api.txt")
  void reviewed() throws Exception {
    List<String> api = new ArrayList<>();
    for (Class<?> type : types()) {
      api.add(named(type.toGenericString()) + " " + supertypes(type));
      members(type).map(member -> "  " + member).sorted().forEach(api::add);
    }
    Files.write(FOUND, api);

    assertThat(FOUND).hasSameTextualContentAs(REVIEWED);
  }

  @Test
  @DisplayName("has no signature and no member of a class that users can't refer to")
  void accessible() throws Exception {
    for (Class<?> type : types()) {
      assertThat(
              Stream.concat(
                  Arrays.stream(type.getMethods()), Arrays.stream(type.getConstructors())))
          .allSatisfy(
              member -> {
                assertAccessible(member.getDeclaringClass(), member);
                for (Class<?> parameter : member.getParameterTypes()) {
                  assertAccessible(parameter, member);
                }
                if (member instanceof Method method) {
                  assertAccessible(method.getReturnType(), member);
                }
              });
    }
  }

  private static void assertAccessible(Class<?> type, Executable member) {
    assertThat(Modifier.isPublic(type.getModifiers()) || type.isPrimitive() || type.isArray())
        .as("%s, in %s", type, member)
        .isTrue();
    assertThat(type.getName()).as("%s", member).doesNotStartWith(PACKAGE + "internal.");
  }

  /** The public classes of the package, without the app that cdk.json runs. */
  private static List<Class<?>> types() throws IOException, URISyntaxException {
    Path classes =
        Path.of(RetentionProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(PACKAGE.replace('.', '/'));
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
          .map(name -> name.replace(".class", ""))
          .sorted()
          .<Class<?>>map(name -> load(PACKAGE + name))
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String supertypes(Class<?> type) {
    return Stream.concat(
            Stream.ofNullable(type.getGenericSuperclass()),
            Arrays.stream(type.getGenericInterfaces()))
        .map(supertype -> named(supertype.getTypeName()))
        .toList()
        .toString();
  }

  private static Stream<String> members(Class<?> type) {
    return Stream.of(
            Arrays.stream(type.getDeclaredFields())
                .filter(PublicApiTest::isExported)
                .map(Field::toGenericString),
            Arrays.stream(type.getDeclaredConstructors())
                .filter(PublicApiTest::isExported)
                .map(Constructor::toGenericString),
            Arrays.stream(type.getDeclaredMethods())
                .filter(PublicApiTest::isExported)
                .map(Method::toGenericString))
        .flatMap(members -> members)
        .map(member -> named(member.replace(type.getName() + ".", "")));
  }

  private static boolean isExported(Member member) {
    return !member.isSynthetic()
        && (Modifier.isPublic(member.getModifiers())
            || Modifier.isProtected(member.getModifiers()));
  }

  /** Without the packages of the library, the CDK, and Java. */
  private static String named(String signature) {
    return signature.replaceAll("\\b(?:[a-z0-9_]+\\.)+(?=[A-Z])", "");
  }
}
