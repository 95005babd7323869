/** The Amazon Chime APIs on loopback: they keep state, and validate requests as the services do. */
package io.github.chimeretention.localcloud.chime;
