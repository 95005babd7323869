package io.github.chimeretention.consumer

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings
import io.github.chimeretention.cdk.ChimeRetentionSettings
import io.github.chimeretention.cdk.RetentionDriftMonitor
import io.github.chimeretention.cdk.RetentionProvider
import software.amazon.awscdk.Duration
import software.amazon.awscdk.Stack

fun declare(stack: Stack) {
    val account = ChimeRetentionSettings.Builder.create(stack, "Account")
        .accountId("a")
        .roomRetention(Duration.days(365))
        .build()
    val appInstance = ChimeAppInstanceRetentionSettings.Builder.create(stack, "AppInstance")
        .appInstanceArn("arn:aws:chime:us-east-1:111122223333:app-instance/kotlin")
        .channelRetention(Duration.days(30))
        .build()

    listOf(account, appInstance).forEach { it.onCloudTrailPut("Put") }
    val either = if (stack.node.children.isEmpty()) account else appInstance
    either.onCloudTrailPut("Either")

    val monitor = RetentionDriftMonitor.Builder.create(stack, "Drift")
        .monitored(listOf(account, appInstance))
        .build()
    for (function in listOf(RetentionProvider.shared(stack), monitor)) {
        check(function.metricErrors().metricName == "Errors")
    }
}
