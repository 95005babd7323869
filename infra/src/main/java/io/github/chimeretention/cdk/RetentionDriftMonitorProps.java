package io.github.chimeretention.cdk;

import java.util.List;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.IConstruct;

/** The properties of {@link RetentionDriftMonitor}; an omitted property is null. */
public final class RetentionDriftMonitorProps extends RetentionFunctionProps {
  private final ScheduleExpression schedule;
  private final List<IConstruct> monitored;
  private final Boolean watchCloudTrail;

  RetentionDriftMonitorProps(RetentionDriftMonitorOptions<?> options) {
    super(options);
    schedule = options.schedule;
    monitored = options.monitored;
    watchCloudTrail = options.watchCloudTrail;
  }

  /** Returns a builder without any property. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns when the settings are checked. */
  public ScheduleExpression getSchedule() {
    return schedule;
  }

  /** Returns the constructs that are checked, and the scopes whose constructs are. */
  public List<IConstruct> getMonitored() {
    return monitored;
  }

  /** Returns whether settings are also checked when another principal changes them. */
  public Boolean getWatchCloudTrail() {
    return watchCloudTrail;
  }

  /** Collects the properties. */
  public static final class Builder extends RetentionDriftMonitorOptions<Builder> {
    private Builder() {}

    /** Returns the properties as they are now. */
    public RetentionDriftMonitorProps build() {
      return new RetentionDriftMonitorProps(this);
    }
  }
}
