package io.github.chimeretention.cdk;

import java.util.List;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.IConstruct;

/** The properties of {@link RetentionDriftMonitor}; an omitted property is null. */
public final class RetentionDriftMonitorProps extends RetentionFunctionProps {
  private final ScheduleExpression schedule;
  private final List<IConstruct> monitored;
  private final Boolean watchCloudTrail;

  RetentionDriftMonitorProps(Options<?> options) {
    super(options);
    schedule = options.schedule;
    monitored = options.monitored;
    watchCloudTrail = options.watchCloudTrail;
  }

  /** Returns a builder without properties. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns when the settings are checked. */
  public ScheduleExpression getSchedule() {
    return schedule;
  }

  /** Returns the constructs that are checked, or the scopes whose constructs are checked. */
  public List<IConstruct> getMonitored() {
    return monitored;
  }

  /** Returns whether settings are also checked when another principal changes them. */
  public Boolean getWatchCloudTrail() {
    return watchCloudTrail;
  }

  /** The options of {@link RetentionDriftMonitor}, shared by its two builders. */
  public abstract static class Options<B extends Options<B>>
      extends RetentionFunctionProps.Options<B> {
    ScheduleExpression schedule;
    List<IConstruct> monitored;
    Boolean watchCloudTrail;

    Options() {}

    /**
     * When the settings are checked: a rate of at most 1 day, or a cron expression that runs every
     * day. The alarms' period is one day, or the rate if it is shorter, but at least one hour.
     * Default: {@code rate(1 day)}.
     */
    public B schedule(ScheduleExpression schedule) {
      this.schedule = schedule;
      return self();
    }

    /**
     * The retention constructs to check, or scopes in the construct tree whose retention constructs
     * to check, including those declared later. All must be in the monitor's stack. Default: the
     * whole stack.
     */
    public B monitored(List<? extends IConstruct> monitored) {
      this.monitored = monitored == null ? null : List.copyOf(monitored);
      return self();
    }

    /**
     * Whether settings are also checked as soon as AWS CloudTrail reports a change by a principal
     * other than the function that applies them. This requires a trail that logs management events.
     * It adds one rule for each resource, which matches only calls in the stack's region. Default:
     * false.
     */
    public B watchCloudTrail(Boolean watchCloudTrail) {
      this.watchCloudTrail = watchCloudTrail;
      return self();
    }
  }

  /** Collects the properties. */
  public static final class Builder extends Options<Builder> {
    private Builder() {}

    /** Returns the properties set so far. */
    public RetentionDriftMonitorProps build() {
      return new RetentionDriftMonitorProps(this);
    }
  }
}
