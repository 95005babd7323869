package io.github.chimeretention.lambda.retention;

import java.util.List;

/**
 * What a resource type is called, and what its properties are.
 *
 * @param name the template's name of it, such as {@code Custom::ChimeRetentionSettings}
 * @param identityProperty the property that says whose settings these are
 * @param allowedIdentity what an identity must be, for people
 * @param periodProperties the properties that take a period in days
 */
public record ResourceType(
    String name, String identityProperty, String allowedIdentity, List<String> periodProperties) {}
