/**
 * The Amazon Chime APIs on loopback: they keep state, check what they are sent as the services do,
 * and fail as scripted.
 */
package io.github.chimeretention.localcloud.chime;
