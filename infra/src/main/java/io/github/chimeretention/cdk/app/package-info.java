/**
 * The CDK app that {@code cdk.json} runs: it declares the retention settings of the {@code
 * chime-retention} context.
 */
package io.github.chimeretention.cdk.app;
