/**
 * The HTTP server that every stand-in listens with: loopback only, a thread for each exchange. And
 * the authority that issues their certificates.
 */
package io.github.chimeretention.localcloud.http;
