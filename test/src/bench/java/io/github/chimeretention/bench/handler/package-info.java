/** The handlers that the function is measured against; each is packaged with what it needs. */
package io.github.chimeretention.bench.handler;
