package io.github.chimeretention.plan.service;

import io.github.chimeretention.lambda.retention.EffectiveSettings;

/**
 * The result of reading an identity's settings.
 *
 * @param settings null if they could not be read
 * @param problem the reason, or an empty string
 */
public record Reading(EffectiveSettings settings, String problem) {}
