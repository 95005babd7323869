package io.github.chimeretention.lambda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

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
              "software.amazon.awssdk..",
              "java.net..",
              BASE + ".http",
              BASE + ".chime",
              BASE + ".cloudformation");

  @ArchTest
  static final ArchRule theProtocolKnowsNothingOfChime =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".cloudformation")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + ".chime", BASE + ".retention", "..services.chime..");

  @ArchTest
  static final ArchRule onlyTheAdaptersCallTheService =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".chime")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon.awssdk.http..", "software.amazon.awssdk.identity..");

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
