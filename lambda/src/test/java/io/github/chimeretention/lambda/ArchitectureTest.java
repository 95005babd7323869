package io.github.chimeretention.lambda;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import software.amazon.awssdk.annotations.SdkInternalApi;

@AnalyzeClasses(
    packages = "io.github.chimeretention.lambda",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BASE = "io.github.chimeretention.lambda";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      SlicesRuleDefinition.slices().matching(BASE + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule decisionsKnowNeitherTheSdkNorHttp =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".retention")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk..", "java.net..", BASE + ".chime", BASE + ".cloudformation");

  @ArchTest
  static final ArchRule theProtocolKnowsNothingOfChime =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + ".cloudformation", BASE + ".invocation")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + ".chime", BASE + ".retention", "software.amazon.awssdk.services..");

  @ArchTest
  static final ArchRule onlyTheResourceTypesKnowTheServices =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".chime")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services..");

  @ArchTest
  static final ArchRule connectionsAreTheSdks =
      noClasses()
          .should()
          .dependOnClassesThat(
              assignableTo(HttpURLConnection.class)
                  .or(assignableTo(ServerSocket.class))
                  .or(assignableTo(Socket.class))
                  .or(assignableTo(SocketFactory.class))
                  .or(assignableTo(ServerSocketFactory.class)));

  @ArchTest
  static final ArchRule nothingIsSetForTheWholeProcess =
      noClasses().should().callMethod(System.class, "setProperty", String.class, String.class);

  @ArchTest
  static final ArchRule whatTheSdkKeepsToItselfIsNotUsed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk.thirdparty..",
              "software.amazon.awssdk.protocols..",
              "software.amazon.awssdk..internal..")
          .orShould()
          .dependOnClassesThat()
          .areAnnotatedWith(SdkInternalApi.class);

  @ArchTest
  static final ArchRule nothingStaticCarriesOverToTheNextEvent =
      fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule classesAreFinalOrSealed =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould()
          .beAnonymousClasses();
}
