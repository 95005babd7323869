package io.github.chimeretention.localcloud.cloudformation.template;

/** An output, named as in CloudFormation's API; the export's name is null if there is none. */
public record Output(String outputKey, String outputValue, String exportName) {}
