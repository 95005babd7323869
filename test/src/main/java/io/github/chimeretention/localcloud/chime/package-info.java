/**
 * The Amazon Chime APIs on loopback: they keep state, and check what they are sent as the services
 * do.
 */
package io.github.chimeretention.localcloud.chime;
