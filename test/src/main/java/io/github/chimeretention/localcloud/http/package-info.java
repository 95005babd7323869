/** The HTTP server that every stand-in listens with: loopback only, a thread for each exchange. */
package io.github.chimeretention.localcloud.http;
