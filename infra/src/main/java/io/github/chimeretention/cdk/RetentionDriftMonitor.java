package io.github.chimeretention.cdk;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.drift.DriftInput;
import io.github.chimeretention.cdk.internal.drift.DriftMetrics;
import io.github.chimeretention.cdk.internal.drift.DriftRules;
import io.github.chimeretention.cdk.internal.drift.DriftSchedule;
import io.github.chimeretention.cdk.internal.function.FunctionDeclaration;
import io.github.chimeretention.cdk.internal.function.Handler;
import io.github.chimeretention.cdk.internal.permission.RetentionPermission.Access;
import io.github.chimeretention.cdk.internal.permission.RolePolicies;
import io.github.chimeretention.cdk.internal.resource.RetentionDeclaration;
import io.github.chimeretention.cdk.internal.resource.RetentionResource;
import io.github.chimeretention.cdk.internal.resource.StackRetention;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Checks on a schedule whether the retention settings of a stack still match the declared ones: AWS
 * CloudFormation can't detect drift in a custom resource.
 *
 * <pre>{@code
 * RetentionDriftMonitor monitor = RetentionDriftMonitor.Builder.create(this, "Drift").build();
 * monitor.addAlarmAction(new SnsAction(topic));
 * }</pre>
 *
 * <p>A Lambda function reads the settings and compares them with the declared ones. It logs a line
 * of JSON for each resource, whose {@code DriftStatus} is {@code IN_SYNC}, {@code DRIFTED} or
 * {@code NOT_CHECKED}, and counts them in metrics. Each of the last two counts has an alarm, which
 * enters the state {@code ALARM} when the count is not zero. The alarm on {@code NOT_CHECKED} also
 * notifies when checks stop running, because its data is then insufficient. Neither alarm enters
 * the state {@code ALARM} when the stack is created.
 *
 * <p>A nested stack needs its own monitor.
 *
 * <p>The function doesn't change settings. Its role may only write to the log group and get the
 * settings of the declared accounts and app instances. To write the declared settings again, change
 * {@code reapply} and deploy. The function doesn't do this by itself, because a shorter period
 * deletes messages.
 */
public final class RetentionDriftMonitor extends RetentionFunction {
  /** The paths of the monitored constructs; null for the whole stack. */
  private final List<String> monitored;

  private final DriftRules rules;
  private final DriftInput input = new DriftInput();
  private final List<RetentionResource> watched = new ArrayList<>();
  private final DriftMetrics metrics;
  private final Schedule schedule;
  private final Alarm driftedAlarm;
  private final Alarm notCheckedAlarm;
  private final RolePolicies policies;

  /** Adds a monitor of all retention settings in the stack, with all defaults. */
  public RetentionDriftMonitor(Construct scope, String id) {
    this(scope, id, RetentionDriftMonitorProps.builder().build());
  }

  /**
   * Adds a monitor to the stack.
   *
   * @throws IllegalArgumentException if a property has an invalid value, or if two properties
   *     exclude each other
   */
  public RetentionDriftMonitor(Construct scope, String id, RetentionDriftMonitorProps props) {
    this(new Place(scope, id), props);
  }

  private RetentionDriftMonitor(Place place, RetentionDriftMonitorProps props) {
    this(place, props, DriftSchedule.of(props.getSchedule(), place), checked(place, props));
  }

  private RetentionDriftMonitor(
      Place place,
      RetentionDriftMonitorProps props,
      DriftSchedule when,
      FunctionDeclaration declared) {
    super(place, declared);
    monitored =
        props.getMonitored() == null
            ? null
            : props.getMonitored().stream().map(scope -> scope.getNode().getPath()).toList();
    rules =
        Boolean.TRUE.equals(props.getWatchCloudTrail())
            ? new DriftRules(this, getFunction())
            : null;
    metrics = new DriftMetrics(this, getFunction().getFunctionName(), when.alarmPeriod());
    schedule = when.schedule(this, getFunction(), input::all);
    // A late check would compare the settings with an earlier declaration.
    limitEvents(declared.onFailure(), null, DriftSchedule.MAX_EVENT_AGE);
    driftedAlarm =
        metrics.alarm(
            "DriftedAlarm",
            metrics.drifted(),
            TreatMissingData.IGNORE,
            "Amazon Chime retention settings differ from the declared ones. The function's log names them. To write the declared settings again, change reapply and deploy");
    notCheckedAlarm =
        metrics.alarm(
            "NotCheckedAlarm",
            metrics.notChecked(),
            TreatMissingData.MISSING,
            "Amazon Chime retention settings could not be checked for drift; the function's log has the reason. If the data is insufficient, no check ran");
    policies =
        new RolePolicies(
            Stack.of(this),
            this,
            role(),
            Access.READ,
            policy -> schedule.getNode().addDependency(policy));
    getNode().addValidation(this::mistakes);
    StackRetention.of(place).addMonitor(this::consider);
  }

  private static FunctionDeclaration checked(Place place, RetentionDriftMonitorProps props) {
    String stack = Stack.of(place.scope()).getNode().getPath();
    List<IConstruct> monitored = Objects.requireNonNullElse(props.getMonitored(), List.of());
    for (IConstruct construct : monitored) {
      String other = Stack.of(construct).getNode().getPath();
      if (!other.equals(stack)) {
        throw place.mistake(
            "monitored is %s, in the stack %s; it must be in the monitor's stack, %s"
                .formatted(construct.getNode().getPath(), other, stack));
      }
    }
    return new FunctionDeclaration(place, Handler.CHECK, props.values(), null);
  }

  private List<String> mistakes() {
    return Stream.concat(
            input.mistakes(monitored == null).stream(),
            watched.stream().map(RetentionResource::unmonitored).filter(Objects::nonNull))
        .toList();
  }

  /** Adds a resource of the stack to the monitor if it is one of the monitored resources. */
  private void consider(RetentionResource resource) {
    RetentionDeclaration declared = resource.declaration();
    if (monitored != null && !isMonitored(declared.place().path())) {
      return;
    }
    input.add(declared);
    watched.add(resource);
    // A schedule with a rate runs once it is created, so the resources that it checks come first:
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
    schedule.getNode().addDependency(resource.template());
    policies.allow(declared.identity());
    if (rules != null) {
      rules.add(declared);
    }
  }

  private boolean isMonitored(String path) {
    return monitored.stream().anyMatch(one -> path.equals(one) || path.startsWith(one + "/"));
  }

  /** Returns the alarm on settings that differ from the declared ones. */
  public Alarm getDriftedAlarm() {
    return driftedAlarm;
  }

  /**
   * Returns the alarm on settings that could not be checked. Its data is insufficient while no
   * check runs.
   */
  public Alarm getNotCheckedAlarm() {
    return notCheckedAlarm;
  }

  /**
   * Adds an action to both alarms, for instance a {@code SnsAction}. It is also taken when checks
   * stop running.
   */
  public void addAlarmAction(IAlarmAction... actions) {
    driftedAlarm.addAlarmAction(actions);
    notCheckedAlarm.addAlarmAction(actions);
    notCheckedAlarm.addInsufficientDataAction(actions);
  }

  /**
   * Returns the number of resources whose settings differ from the declared ones: the maximum in
   * the alarms' period.
   */
  public Metric metricDrifted() {
    return metrics.drifted();
  }

  /** Returns {@link #metricDrifted()} with the given options. */
  public Metric metricDrifted(MetricOptions options) {
    return metrics.drifted().with(options);
  }

  /**
   * Returns the number of resources that could not be checked, for instance because a permission is
   * missing: the maximum in the alarms' period.
   */
  public Metric metricNotChecked() {
    return metrics.notChecked();
  }

  /** Returns {@link #metricNotChecked()} with the given options. */
  public Metric metricNotChecked(MetricOptions options) {
    return metrics.notChecked().with(options);
  }

  /**
   * Returns the number of resources whose settings match the declared ones: the maximum in the
   * alarms' period.
   */
  public Metric metricInSync() {
    return metrics.inSync();
  }

  /** Returns {@link #metricInSync()} with the given options. */
  public Metric metricInSync(MetricOptions options) {
    return metrics.inSync().with(options);
  }

  /**
   * Returns widgets that together fill a dashboard's width: the three counts, the function's
   * errors, and its duration.
   */
  public List<IWidget> widgets() {
    return metrics.widgets(metricErrors(), metricDuration());
  }

  /** Declares a monitor with options. */
  public static final class Builder extends RetentionDriftMonitorProps.Options<Builder> {
    private final Place place;

    private Builder(Place place) {
      this.place = place;
    }

    /** Returns a builder for a construct with the given scope and ID. */
    public static Builder create(Construct scope, String id) {
      return new Builder(new Place(scope, id));
    }

    /**
     * Adds the monitor to the stack.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public RetentionDriftMonitor build() {
      return new RetentionDriftMonitor(place, new RetentionDriftMonitorProps(this));
    }
  }
}
