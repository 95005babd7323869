package io.github.chimeretention.plan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(
    packages = "io.github.chimeretention.plan",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      SlicesRuleDefinition.slices()
          .matching("io.github.chimeretention.plan.(*)..")
          .should()
          .beFreeOfCycles();

  /** The SDK's credentials provider calls {@code AssumeRole}. */
  @ArchTest
  static final ArchRule operationsOnlyRead =
      noClasses()
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "an operation that writes",
                  (JavaMethodCall call) ->
                      call.getTargetOwner()
                              .getSimpleName()
                              .matches("(Chime.*|CloudFormation|Sts)Client")
                          && !call.getName().matches("(get|list|describe).*|builder")));

  @ArchTest
  static final ArchRule onlyTheServicesAreCalledByThem =
      noClasses()
          .that()
          .resideOutsideOfPackages("..plan.service", "..plan")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services..");
}
