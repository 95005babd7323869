/** The HTTP server of all services: loopback only, with a thread for each exchange. */
package io.github.chimeretention.localcloud.http;
