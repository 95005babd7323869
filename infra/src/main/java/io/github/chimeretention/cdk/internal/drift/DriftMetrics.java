package io.github.chimeretention.cdk.internal.drift;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * The metrics of drift checks, which the function writes in the embedded metric format.
 *
 * @param period the alarms' period
 */
public record DriftMetrics(Construct scope, String functionName, Duration period) {
  private static final int THIRD_OF_A_DASHBOARD = 8;

  public Metric drifted() {
    return metric("Drifted");
  }

  public Metric notChecked() {
    return metric("NotChecked");
  }

  public Metric inSync() {
    return metric("InSync");
  }

  private Metric metric(String name) {
    return Metric.Builder.create()
        .namespace("ChimeRetention")
        .metricName(name)
        .dimensionsMap(Map.of("FunctionName", functionName))
        .statistic("Maximum")
        .period(period)
        .build()
        .attachTo(scope);
  }

  /**
   * An alarm that enters the state {@code ALARM} when a metric is not zero.
   *
   * @param missing the treatment of missing data, while no check runs. A new alarm has no data yet:
   *     with {@code BREACHING}, it would enter the state {@code ALARM}; {@code MISSING} leaves its
   *     state unchanged, and triggers an action only when data stops coming (<a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">missing
   *     data</a>)
   */
  public Alarm alarm(String id, Metric metric, TreatMissingData missing, String description) {
    return metric.createAlarm(
        scope,
        id,
        CreateAlarmOptions.builder()
            .alarmDescription(description)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .threshold(1)
            .evaluationPeriods(1)
            .treatMissingData(missing)
            .build());
  }

  public List<IWidget> widgets(IMetric errors, IMetric duration) {
    return List.of(
        graph("Retention settings", List.of(drifted(), notChecked(), inSync())),
        graph("Retention drift checks: errors", List.of(errors)),
        graph("Retention drift checks: duration", List.of(duration)));
  }

  private static IWidget graph(String title, List<? extends IMetric> metrics) {
    return GraphWidget.Builder.create()
        .title(title)
        .width(THIRD_OF_A_DASHBOARD)
        .left(metrics)
        .build();
  }
}
