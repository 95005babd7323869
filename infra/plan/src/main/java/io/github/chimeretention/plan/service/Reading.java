package io.github.chimeretention.plan.service;

import io.github.chimeretention.lambda.retention.EffectiveSettings;

/**
 * What a service reported of an identity.
 *
 * @param settings null if they could not be read
 * @param problem why not; empty if they were read
 */
public record Reading(EffectiveSettings settings, String problem) {}
