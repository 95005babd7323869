/**
 * The HTTP server that every stand-in listens with: loopback only, a thread for each exchange. And
 * a proxy before them that breaks exchanges in every way that a network can.
 */
package io.github.chimeretention.localcloud.http;
