package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Order(1) // The Maven runs take longest.
@DisplayName("A project with its own version of aws-cdk-lib")
class ConsumerProjectIT {
  private static final String TOO_OLD = "2.234.1";

  private static final String APP =
      """
      import io.github.cdklabs.cdknag.AwsSolutionsChecks;
      import io.github.chimeretention.cdk.*;
      import java.util.List;
      import java.util.Map;
      import software.amazon.awscdk.*;
      import software.amazon.awscdk.assertions.Annotations;
      import software.amazon.awscdk.assertions.Match;
      import software.amazon.awscdk.services.ec2.*;
      import software.amazon.awscdk.services.iam.*;
      import software.amazon.awscdk.services.iam.PermissionsBoundary;
      import software.amazon.awscdk.services.lambda.*;
      import software.amazon.awscdk.services.logs.RetentionDays;

      public class Consumer {
        public static void main(String[] args) {
          App app = new App();
          Stack stack = Stack.Builder.create(app, "Consumer")
              .env(Environment.builder().account("111122223333").region("us-east-1").build())
              .build();
          IVpc vpc = Vpc.fromVpcAttributes(stack, "Vpc", VpcAttributes.builder()
              .vpcId("vpc-0123456789abcdef0")
              .availabilityZones(List.of("us-east-1a"))
              .privateSubnetIds(List.of("subnet-0123456789abcdef0"))
              .privateSubnetRouteTableIds(List.of("rtb-0123456789abcdef0"))
              .build());
          RetentionProvider provider = RetentionProvider.shared(stack, RetentionProviderProps.builder()
              .architecture(Architecture.X86_64)
              .memorySize(1024)
              .timeout(Duration.minutes(2))
              .logRetention(RetentionDays.ONE_WEEK)
              .vpc(vpc)
              .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
              .environment(Map.of("AWS_USE_FIPS_ENDPOINT", "true"))
              .build());
          SecurityGroup proxy = SecurityGroup.Builder.create(stack, "Proxy")
              .vpc(vpc).allowAllOutbound(false).description("Proxy").build();
          proxy.getConnections().allowFrom(provider, Port.tcp(3128));
          provider.metricErrors().createAlarm(stack, "Errors",
              software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions.builder()
                  .threshold(1).evaluationPeriods(1).build());
          ChimeRetentionSettings account = ChimeRetentionSettings.Builder.create(stack, "Account")
              .accountId("12345678-1234-1234-1234-123456789012")
              .roomRetention(Duration.days(365))
              .conversationRetention(Duration.days(90))
              .reapply("2026-11-24")
              .build();
          new ChimeAppInstanceRetentionSettings(stack, "AppInstance",
              ChimeAppInstanceRetentionSettingsProps.builder()
                  .appInstanceArn("arn:aws:chime:eu-central-1:111122223333:app-instance/a")
                  .channelRetention(Duration.days(30))
                  .removalPolicy(RemovalPolicy.RETAIN)
                  .build());
          CfnOutput.Builder.create(stack, "From").value(account.getInitiateDeletionTimestamp()).build();
          PermissionsBoundary.of(stack)
              .apply(ManagedPolicy.fromManagedPolicyName(stack, "Boundary", "boundary"));
          Tags.of(stack).add("team", "messaging");
          Aspects.of(stack).add(new AwsSolutionsChecks());
          Annotations found = Annotations.fromStack(stack);
          if (!found.findError("*", Match.anyValue()).isEmpty()
              || !found.findWarning("*", Match.anyValue()).isEmpty()) {
            throw new IllegalStateException("cdk-nag or the CDK reported an error");
          }
          app.synth();
        }
      }
      """;

  @TempDir private Path folder;
  private ConsumerProject consumer;

  static Stream<String> versions() throws IOException {
    return Stream.of(
        ConsumerProject.version("aws-cdk-lib.oldest.version"),
        ConsumerProject.version("aws-cdk-lib.version"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  @DisplayName("synthesizes with builders and props, with aspects and tags, and passes cdk-nag")
  void synthesizes(String awsCdkLib) throws Exception {
    declare(awsCdkLib);

    assertThat(run()).as(consumer.log()).isZero();

    Path assembly = consumer.cloudAssembly();
    assertThat(assembly.resolve("Consumer.template.json"))
        .content()
        .contains("boundary", "\"Custom::ChimeRetentionSettings\"", "\"messaging\"");
    ConsumerProject.assertHasFunction(assembly);
  }

  @Test
  @DisplayName("gets one line if that version is too old, before a missing member is used")
  void too_old() throws Exception {
    declare(ConsumerProject.version("aws-cdk-lib.oldest.version"));
    consumer.write(
        "target/classes/META-INF/maven/software.amazon.awscdk/aws-cdk-lib/pom.properties",
        "version=" + TOO_OLD);

    assertThat(run()).isNotZero();
    assertThat(consumer.log())
        .contains(
            "The version of aws-cdk-lib is %s; it must be %s or newer"
                .formatted(TOO_OLD, ConsumerProject.version("aws-cdk-lib.oldest.version")));
  }

  @Test
  @DisplayName("finds two peers, one library, and no module of this project in the published POM")
  void publishedPom() throws Exception {
    assertThat(new ConsumerProject(folder).publishedPom())
        .doesNotContain("<parent>", "chime-retention-lambda", "[")
        .containsPattern("aws-cdk-lib</artifactId>\\s+<version>.+</version>\\s+<scope>provided<")
        .containsPattern("constructs</artifactId>\\s+<version>.+</version>\\s+<scope>provided<")
        .containsOnlyOnce("<scope>compile</scope>");
  }

  private void declare(String awsCdkLib) throws IOException {
    consumer = new ConsumerProject(folder);
    consumer.write("src/main/java/Consumer.java", APP);
    String pom =
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>consumer</groupId>
          <artifactId>consumer</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
          </properties>
          <!-- cdk-nag's pom has ranges of these, and that of an old jsii-runtime ranges of Jackson. -->
          <dependencyManagement>
            <dependencies>%s</dependencies>
          </dependencyManagement>
          <dependencies>
            <dependency>
              <groupId>io.github.chimeretention</groupId>
              <artifactId>chime-retention-cdk</artifactId>
              <version>${chime-retention.version}</version>
            </dependency>
            <dependency>
              <groupId>software.amazon.awscdk</groupId>
              <artifactId>aws-cdk-lib</artifactId>
            </dependency>
            <dependency>
              <groupId>io.github.cdklabs</groupId>
              <artifactId>cdknag</artifactId>
              <version>%s</version>
            </dependency>
          </dependencies>
        </project>
        """;
    String managed =
        managed("software.amazon.awscdk", "aws-cdk-lib", awsCdkLib)
            + managed(
                "software.amazon.jsii", "jsii-runtime", ConsumerProject.version("jsii.version"))
            + managed(
                "software.constructs", "constructs", ConsumerProject.version("constructs.version"))
            + managed(
                "org.jetbrains",
                "annotations",
                ConsumerProject.version("jetbrains-annotations.version"))
            + managed(
                "javax.annotation",
                "javax.annotation-api",
                ConsumerProject.version("javax-annotation.version"));
    consumer.write("pom.xml", pom.formatted(managed, ConsumerProject.version("cdknag.version")));
  }

  private static String managed(String group, String artifact, String version) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted(group, artifact, version);
  }

  private int run() throws IOException, InterruptedException {
    return consumer.maven(
        "-Dexec.mainClass=Consumer",
        "org.apache.maven.plugins:maven-compiler-plugin:"
            + System.getProperty("local-cloud.compiler-plugin")
            + ":compile",
        "org.codehaus.mojo:exec-maven-plugin:"
            + System.getProperty("local-cloud.exec-plugin")
            + ":java");
  }
}
