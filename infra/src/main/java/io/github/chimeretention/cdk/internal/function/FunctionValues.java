package io.github.chimeretention.cdk.internal.function;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.IDestination;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The values that a user gives to the options of a function; null is the default. */
public record FunctionValues(
    Runtime runtime,
    Architecture architecture,
    Number memorySize,
    IRole role,
    ILogGroup logGroup,
    RetentionDays logRetention,
    IVpc vpc,
    SubnetSelection vpcSubnets,
    List<ISecurityGroup> securityGroups,
    Map<String, String> environment,
    IKey environmentEncryption,
    IKey logEncryption,
    Number reservedConcurrentExecutions,
    Tracing tracing,
    IDestination onFailure) {}
