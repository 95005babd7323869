/** The HTTP server that all listen with: loopback only, a thread for each exchange. */
package io.github.chimeretention.localcloud.http;
