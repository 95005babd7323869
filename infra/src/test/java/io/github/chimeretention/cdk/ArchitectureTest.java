package io.github.chimeretention.cdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

@AnalyzeClasses(
    packages = "io.github.chimeretention.cdk",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BASE = "io.github.chimeretention.cdk";
  private static final String INTERNAL = BASE + ".internal";

  @ArchTest
  static final ArchRule whatIsInternalNamesNoPublicClass =
      noClasses()
          .that()
          .resideInAPackage(INTERNAL + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE, BASE + ".app");

  @ArchTest
  static final ArchRule theAppNamesPublicClassesOnly =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".app")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(INTERNAL + "..");

  @ArchTest
  static final ArchRule whatAllRoomsShareKnowsNoneOfThem =
      noClasses()
          .that()
          .resideInAPackage(INTERNAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(INTERNAL + ".*..");

  @ArchTest
  static final ArchRule permissionsKnowNeitherFunctionsNorResources =
      noClasses()
          .that()
          .resideInAPackage(INTERNAL + ".permission")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(INTERNAL + ".function", INTERNAL + ".resource", INTERNAL + ".drift");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching(INTERNAL + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule filesHaveNoCycles =
      slices().assignedFrom(new InternalFiles()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheRetentionResourcesKnowAType =
      classes()
          .that()
          .haveSimpleName("AppInstanceArn")
          .should()
          .onlyHaveDependentClassesThat()
          .haveSimpleNameStartingWith("ChimeAppInstanceRetentionSettings");

  @ArchTest
  static final ArchRule nothingStaticCarriesOverToTheNextApp =
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

  /** The internal classes, by file. */
  private static final class InternalFiles implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith(INTERNAL)
          ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "internal files";
    }
  }
}
