package io.github.chimeretention.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
  private static final String PACKAGE = PublicApiTest.class.getPackageName();

  @Test
  @DisplayName("is the reviewed one; for an intended change, copy target/public-api.txt")
  void reviewed() throws IOException {
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
  void accessible() {
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
    assertThat(type.getName()).as("%s", member).doesNotStartWith(PACKAGE + ".internal.");
  }

  /** The public classes of the package, without the app that cdk.json runs. */
  private static List<Class<?>> types() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(PACKAGE).stream()
            .filter(type -> type.getPackageName().equals(PACKAGE))
            .<Class<?>>map(JavaClass::reflect)
            .filter(type -> Modifier.isPublic(type.getModifiers()))
            .sorted(Comparator.comparing(Class::getName))
            .toList();
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
